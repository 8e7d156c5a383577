using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerTests;
using Slipway.Tests.Images;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.ContainerTests;

/// <summary>Images that go wrong, in a real Docker Engine.</summary>
public sealed class EngineTests(RuntimeBase runtime) : IClassFixture<RuntimeBase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_fault_is_found_by_the_check_that_is_meant_for_it_and_nothing_stays()
    {
        runtime.Require();
        using var checkout = new FixtureCheckout();
        using var folder = new TemporaryFolder();
        var specimen = await Specimen.BuildAsync(checkout, runtime.Image);
        string[] modes = ["well", "root", "deaf", "writer", "mute", "never", "hasty", "unwell", "crashing"];
        using var registries = new RegistryClient(new CollectingReporter(), TimeProvider.System);
        var before = await LeftAsync();
        IReadOnlyList<ContainerReport> reports;
        await using (
            var place = await DockerContainerHost.ConnectAsync(
                registries,
                folder.Path,
                TimeProvider.System,
                Stop
            )
        )
        {
            reports = await new ContainerTest(new CollectingReporter(), TimeProvider.System).RunAsync(
                [.. modes.Select(specimen.Of)],
                place,
                Stop
            );
        }

        Assert.Equal(modes, reports.Select(report => report.Service));
        Assert.All(reports, report => Assert.Equal(6, report.Lines.Count));
        var failures = reports.SelectMany(report => report.Failures).ToList();
        Assert.Equal(
            [
                "crashing Readiness",
                "deaf Signals",
                "hasty Signals",
                "mute Metrics",
                "never Readiness",
                "root User",
                "unwell Liveness",
                "writer ReadOnlyRoot",
            ],
            failures.Select(line => $"{line.Service} {line.Check}").Order(StringComparer.Ordinal)
        );
        Assert.All(reports[0].Lines, line => Assert.Equal(CheckResult.Passed, line.Result));
        Assert.Contains(reports[0].Lines, line => line.Detail.Contains("runs as uid 1654"));
        Assert.Contains(failures, line => line is { Service: "hasty" } && line.Detail.Contains("were lost"));
        Assert.Contains(failures, line => line is { Service: "deaf" } && line.Detail.Contains("was killed"));
        Assert.Empty(reports[0].Log);
        Assert.Contains(reports[8].Log, line => line.Contains("out of luck"));
        Assert.Contains(reports[3].Log, line => line.Contains("Read-only file system"));
        Assert.Equal(before, await LeftAsync());
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_leaves_nothing_behind()
    {
        runtime.Require();
        using var checkout = new FixtureCheckout();
        using var folder = new TemporaryFolder();
        var specimen = await Specimen.BuildAsync(checkout, runtime.Image);
        using var registries = new RegistryClient(new CollectingReporter(), TimeProvider.System);
        var before = await LeftAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using (
            var place = await DockerContainerHost.ConnectAsync(
                registries,
                folder.Path,
                TimeProvider.System,
                Stop
            )
        )
        {
            var never = specimen.Of("never");
            never = never with
            {
                Service = never.Service with
                {
                    Name = "stopped",
                    ContainerTest = never.Service.ContainerTest with { Start = TimeSpan.FromMinutes(5) },
                },
            };
            var running = new ContainerTest(new CollectingReporter(), TimeProvider.System).RunAsync(
                [never],
                place,
                stop.Token
            );
            await Eventually.True(async () =>
                running.IsCompleted || (await LeftAsync()).Contains("container slipway-test-stopped-")
            );
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }
        Assert.Equal(before, await LeftAsync());
    }

    [Fact]
    public async Task Where_no_engine_answers_it_says_so_and_what_to_do()
    {
        using var registries = new RegistryClient(new CollectingReporter(), TimeProvider.System);
        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            DockerContainerHost.ConnectAsync(
                new Uri("unix:///no/such.sock"),
                registries,
                "/tmp",
                TimeProvider.System,
                Stop
            )
        );
        Assert.Equal("No Docker Engine is reachable: the socket does not exist.", refusal.What);
        Assert.Contains("--container-test-in cluster", refusal.Next);
    }

    // Those of the specimens alone: other tests use the same engine.
    private static async Task<string> LeftAsync()
    {
        string[] filters =
        [
            "well",
            "root",
            "deaf",
            "writer",
            "mute",
            "never",
            "hasty",
            "crashing",
            "unwell",
            "stopped",
        ];
        var containers = await ExternalTool.RunAsync(
            "docker",
            "ps",
            "--all",
            "--format",
            "container {{.Names}}",
            "--filter",
            "name=slipway-test-"
        );
        var images = await ExternalTool.RunAsync("docker", "images", "--format", "image {{.Repository}}");
        return string.Join(
            '\n',
            $"{containers}\n{images}"
                .Split('\n')
                .Where(line =>
                    filters.Any(name =>
                        line.Contains($"slipway-test-{name}-") || line.EndsWith($"slipway-test/{name}")
                    )
                )
                .Order(StringComparer.Ordinal)
        );
    }
}
