using Slipway.Environments;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Pipeline.Push;
using Slipway.Services;
using Slipway.Tests;

namespace UserImage.Tests;

/// <summary>The image of the service user, as its Dockerfile makes it.</summary>
public sealed class UserImageTests(BaseImages bases) : IClassFixture<BaseImages>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Built_twice_in_different_folders_it_has_the_same_digest_and_it_runs_as_manifests_ask()
    {
        bases.Require();
        using var layout = new TemporaryFolder();
        var image = await BuildAsync(bases.Sdk, layout);
        using (var another = new TemporaryFolder())
            Assert.Equal(image.Digest, (await BuildAsync(bases.OtherSdk, another)).Digest);

        var reporter = new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        var pushed = await new ImagePush(registries, reporter, TimeProvider.System).PushAsync(
            image,
            bases.Registry.Repository("movies/user"),
            "1.0.0",
            Stop
        );
        await RunAsync($"{pushed.Reference.Name}@{pushed.Reference.Digest}");
    }

    // Read-only, with a /tmp as the manifests give it, and with the user that the image names.
    private static async Task RunAsync(string image)
    {
        using var port = new LoopbackPort();
        var address = $"http://{port.Address}";
        var container = await ExternalTool.RunAsync(
            "docker",
            "run",
            "--detach",
            "--read-only",
            "--tmpfs",
            "/tmp",
            "--cap-drop",
            "ALL",
            "--network",
            "host",
            "--env",
            $"ASPNETCORE_URLS={address}",
            "--env",
            "Shutdown__DrainSeconds=1",
            image
        );
        try
        {
            Assert.Equal(
                "ready\naccounts: in memory\nsessions: in memory\n",
                await ReadinessAsync(address, container)
            );
            var processes = await ExternalTool.RunAsync("docker", "top", container, "-o", "pid,uid");
            Assert.EndsWith(" 1654", processes);

            await ExternalTool.RunAsync("docker", "stop", "--time", "300", container);

            Assert.Equal(
                "0",
                await ExternalTool.RunAsync("docker", "inspect", "--format", "{{.State.ExitCode}}", container)
            );
        }
        finally
        {
            await ExternalTool.RunAsync("docker", "rm", "--force", container);
            await ExternalTool.RunAsync("docker", "image", "rm", "--force", image);
        }
    }

    private static async Task<string> ReadinessAsync(string address, string container)
    {
        using var http = new HttpClient();
        string? answer = null;
        var failure = "";
        try
        {
            await Eventually.True(AnswersAsync, () => failure);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var said = await ExternalTool.RunAsync("docker", "logs", container);
            Assert.Fail($"{e.Message} It said:\n{said}");
        }
        return answer!;

        async Task<bool> AnswersAsync()
        {
            try
            {
                answer = await http.GetStringAsync($"{address}/healthz/ready", Stop);
                return true;
            }
            catch (HttpRequestException e)
            {
                failure = e.Message;
                return false;
            }
        }
    }

    private async Task<BuiltImage> BuildAsync(string sdk, TemporaryFolder layout)
    {
        using var checkout = Checkout.Copy();
        var reporter = new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        var arguments = new Dictionary<string, string> { ["SDK_IMAGE"] = sdk };
        var services = BuilderSelection.Apply(
            ServiceCatalog.Select(ServiceCatalog.Read(checkout.Root), ["user"]),
            new BuildPolicy(BuilderChoice.Service, arguments)
        );
        return Assert.Single(
            await new ImageBuild(checkout.Root, registries, reporter, TimeProvider.System).BuildAsync(
                services,
                new ImageSettings(bases.Runtime),
                layout.Path,
                Stop
            )
        );
    }
}
