using Nuke.Common;
using Slipway.Environments;
using Slipway.Kubernetes;
using Slipway.Manifests;
using Slipway.Pipeline;
using Slipway.Reporting;
using Slipway.Targets.Logging;
using Slipway.Values;

namespace Slipway.Targets;

/// <summary>What the command line says about a delivery.</summary>
/// <param name="App">The application's name.</param>
/// <param name="KubeconfigContent">A kubeconfig handed over by CI; null to use the user's.</param>
/// <param name="ForceConflicts">Whether fields are taken over from other field managers.</param>
internal sealed record DeliveryOptions(string App, string? KubeconfigContent, bool ForceConflicts);

/// <summary>Connects to an environment, runs one use case of the engine there, and shows what came of it.</summary>
internal sealed class Delivery(Workspace workspace, EnvironmentSettings environment, DeliveryOptions options, INukeBuild build)
{
    /// <summary>Finds the cluster and renders the manifests, so that what is missing is known at once.</summary>
    public Task CheckAsync() => RunAsync(context => new ManifestRenderer().RenderAsync(
        context.Environment.Overlay, context.Namespace, workspace.Stop));

    /// <summary>Brings this commit's images, or those of the environment that this one is promoted from, to all traffic.</summary>
    public Task DeployAsync(ImageWork images) => RunAsync(async context =>
    {
        var desired = await DesiredAsync(context, images);
        var result = await new Deployment(context).RunAsync(desired, workspace.Stop);
        await ShowAsync(context, result);
    });

    /// <summary>Tries this commit's images on a part of the traffic.</summary>
    public Task CanaryAsync(ImageWork images) => RunAsync(async context =>
    {
        var desired = await DesiredAsync(context, images);
        await new CanaryRelease(context).RunAsync(desired, workspace.Stop);
        await ShowStatusAsync(context);
    });

    /// <summary>Makes a canary stable, or takes the release of another environment.</summary>
    public Task PromoteAsync(ImageWork images) => RunAsync(async context =>
    {
        var promotion = new Promotion(context);
        var result = await promotion.FinishCanaryAsync(workspace.Stop)
            ?? await new Deployment(context).RunAsync(await DesiredAsync(context, images), workspace.Stop);
        await ShowAsync(context, result);
    });

    /// <summary>Goes back.</summary>
    public Task RollBackAsync(string? to) => RunAsync(async context =>
        await ShowAsync(context, await new Rollback(context).RunAsync(to, workspace.Stop)));

    /// <summary>Prints what runs.</summary>
    public Task ShowStatusAsync() => RunAsync(ShowStatusAsync);

    /// <summary>Prints the releases that the cluster recorded.</summary>
    public Task ShowHistoryAsync() => RunAsync(async context => ReleaseTables.PrintHistory(
        await new HistoryQuery(context).RunAsync(workspace.Stop), workspace.Time.GetUtcNow()));

    /// <summary>Removes the application.</summary>
    public Task DestroyAsync(string? confirmed) => RunAsync(async context =>
        await new Destruction(context).RunAsync(confirmed, workspace.Stop));

    private async Task<DesiredRelease> DesiredAsync(DeliveryContext context, ImageWork images)
    {
        var preparation = new ReleasePreparation(context);
        if (environment.PromotionFrom is not { } source)
        {
            var version = await workspace.VersionAsync();
            return await preparation.PrepareAsync(
                new ReleaseSource(version.FullSemVer, version.Commit, version.Author,
                    await images.ReferencesAsync(environment, options.App)),
                workspace.Stop);
        }
        using var cluster = await ConnectAsync(workspace.Environment(source, new EnvironmentOverrides()));
        var proven = await new Promotion(ContextOf(workspace.Environment(source, new EnvironmentOverrides()), cluster))
            .ProvenAsync(workspace.Stop);
        return await preparation.PrepareAsync(
            proven with { Images = await images.CopyAsync(proven.Images, environment, options.App) }, workspace.Stop);
    }

    private async Task RunAsync(Func<DeliveryContext, Task> useCase)
    {
        try
        {
            using var cluster = await ConnectAsync(environment);
            workspace.Reporter.Info(
                $"Environment {environment.Name}: namespace {environment.Namespace} on {cluster.Address.Server}"
                + (cluster.Address.Context is { } name ? $", context {name}" : ""));
            await useCase(ContextOf(environment, cluster));
        }
        catch (Refusal refusal)
        {
            build.ExitCode = (int)refusal.Outcome;
            throw;
        }
        catch (OperationCanceledException) when (workspace.Stop.IsCancellationRequested)
        {
            build.ExitCode = (int)Outcome.Interrupted;
            throw;
        }
    }

    private DeliveryContext ContextOf(EnvironmentSettings settings, Cluster cluster) => new(
        options.App, settings, cluster, options.ForceConflicts, $"{Environment.UserName}@{Environment.MachineName}",
        workspace.Reporter, workspace.Time);

    private async Task<Cluster> ConnectAsync(EnvironmentSettings settings)
    {
        if (settings.Cluster.Local)
        {
            var endpoints = await workspace.LocalCluster.StartAsync(workspace.Stop);
            return await Cluster.ConnectAsync(endpoints.Kubeconfig, null, workspace.Time, workspace.Reporter, workspace.Stop);
        }
        using var file = options.KubeconfigContent is { } content ? new SecretFile(workspace.Temporary, content) : null;
        try
        {
            return await Cluster.ConnectAsync(
                file?.Path, settings.Cluster.Context, workspace.Time, workspace.Reporter, workspace.Stop);
        }
        catch (Refusal missing) when (missing is UnknownContext or KubeconfigMissing)
        {
            throw new NoSuchCluster(settings.Name, settings.Cluster.Context ?? "current-context", missing);
        }
    }

    private async Task ShowAsync(DeliveryContext context, DeliveryResult result)
    {
        workspace.Reporter.Info(result.Summary);
        await ShowStatusAsync(context);
    }

    private async Task ShowStatusAsync(DeliveryContext context) => ReleaseTables.PrintStatus(
        await new StatusQuery(context).RunAsync(workspace.Stop), workspace.Time.GetUtcNow());
}
