using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerTests;
using Slipway.Tests.Images;

namespace Slipway.Tests.Pipeline.ContainerTests;

/// <summary>Images that go wrong, as processes of the local cluster.</summary>
public sealed class ClusterTests(ProcessCluster running) : IClassFixture<ProcessCluster>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_metrics_and_signals_are_proven_and_nothing_else_is_pretended()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The local cluster runs pods on Linux alone.");
        using var checkout = new FixtureCheckout();
        var specimen = await Specimen.BuildAsync(checkout, baseImage: null);
        string[] modes = ["well", "root", "deaf", "mute", "never", "hasty", "crashing"];
        using var registries = new RegistryClient(
            new CollectingReporter(),
            TimeProvider.System,
            running.RegistryLogin
        );
        using var cluster = await running.ConnectAsync();
        IReadOnlyList<ContainerReport> reports;
        await using (
            var place = new ClusterContainerHost(
                cluster,
                registries,
                running.Registry,
                new CollectingReporter()
            )
        )
        {
            reports = await new ContainerTest(new CollectingReporter(), TimeProvider.System).RunAsync(
                [.. modes.Select(specimen.Of)],
                place,
                Stop
            );
        }

        var failures = reports.SelectMany(report => report.Failures).ToList();
        Assert.Equal(
            [
                "crashing Readiness",
                "deaf Signals",
                "hasty Signals",
                "mute Metrics",
                "never Readiness",
                "root User",
            ],
            failures.Select(line => $"{line.Service} {line.Check}").Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            [ContainerCheck.User, ContainerCheck.ReadOnlyRoot],
            reports[0].Lines.Where(line => line.Result == CheckResult.NotProven).Select(line => line.Check)
        );
        Assert.Contains(reports[6].Log, line => line.Contains("out of luck"));
        Assert.NotEmpty(reports[2].Log);
        var left = await cluster.ListAsync("v1", "Pod", "slipway-container-test", null, Stop);
        Assert.DoesNotContain(left.Items, pod => pod.Text("metadata", "deletionTimestamp") is null);
    }
}
