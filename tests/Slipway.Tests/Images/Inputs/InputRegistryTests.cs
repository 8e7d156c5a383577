using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Pipeline.Push;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Tests.Images.Inputs;

public sealed class InputRegistryTests : IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly CollectingReporter _reporter = new();

    public void Dispose() => _folder.Dispose();

    // Docker Hub and Quay answer so for a service that is new, and was never pushed.
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_repository_that_is_closed_keeps_no_other_from_being_asked(int status)
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        using var client = new RegistryClient(_reporter, TimeProvider.System);
        var known = await PushAsync(client, new ImageReference(front.Host, "movies/known"));
        front.Intercept = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(!context.Request.Path.Value!.Contains("known"));
        };
        var inputs = new InputRegistry(
            client,
            service => new ImageReference(front.Host, $"movies/{service}"),
            _reporter
        );

        Assert.False(await inputs.HasAsync(known with { Repository = "movies/fresh" }, _ct));
        Assert.False(await inputs.HasAsync(known with { Repository = "movies/other" }, _ct));
        Assert.True(await inputs.HasAsync(known, _ct));

        Assert.Single(_reporter.Notices, notice => notice.Severity == Severity.Warning);
    }

    private async Task<ImageReference> PushAsync(RegistryClient client, ImageReference repository) =>
        (
            await new ImagePush(client, _reporter, TimeProvider.System).PushAsync(
                SampleImage.Create(_folder, "image"),
                repository,
                "1.0.0",
                _ct
            )
        ).Reference;
}
