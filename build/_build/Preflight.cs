using Slipway.Environments;
using Slipway.Kubernetes;
using Slipway.Manifests;
using Slipway.Pipeline;
using Slipway.Targets.Components;
using Slipway.Targets.Local;
using Slipway.Targets.Workspaces;
using Slipway.Values;

namespace Slipway.Targets;

/// <summary>
/// Refuses what can be refused before the first target runs: all that can be known without building, asked
/// for side by side and refused together. It also makes sure that the conditions of targets, which read the
/// environment, do not throw: NUKE would end the run without saying why.
/// </summary>
internal sealed class Preflight(Build build)
{
    /// <summary>Targets that need an environment, or whose dependencies do.</summary>
    private static readonly IReadOnlyList<string> s_inEnvironment =
    [
        nameof(IContainerBuild.ContainerBuild),
        nameof(ILocalCluster.LocalUp),
        nameof(IRights.Rights),
    ];

    /// <summary>Targets that use the key to sign with.</summary>
    private static readonly IReadOnlyList<string> s_signing =
    [
        nameof(IContainerBuild.ContainerBuild),
        nameof(IPush.Push),
    ];

    /// <summary>Targets that render the working tree's manifests.</summary>
    private static readonly IReadOnlyList<string> s_releasing =
    [
        nameof(IDeploy.Deploy),
        nameof(ICanary.Canary),
    ];

    /// <summary>Targets that change the environment's cluster.</summary>
    private static readonly IReadOnlyList<string> s_writing =
    [
        .. s_releasing,
        nameof(IPromote.Promote),
        nameof(IRollback.Rollback),
        nameof(IDestroy.Destroy),
    ];

    private IDeploy Deploy => build;

    /// <summary>Checks the plan and returns what it found on the way, so that nothing is done twice.</summary>
    /// <exception cref="Refusal">The environment is missing or has mistakes, so nothing else can be checked.</exception>
    public async Task<PreflightResult> CheckAsync(IReadOnlyList<string> plan)
    {
        // An environment that no target needs is still checked if it is named.
        if (OptionalValue.OrNull(Deploy.Env) is null && !plan.Intersect(s_inEnvironment).Any())
            return PreflightResult.Empty;
        var environment = Deploy.Environment;
        _ = Deploy.Images;
        var builds = environment.PromotionFrom is null && plan.Contains(nameof(IPush.Push));
        // GitVersion is slow, so it runs while images are built. Push reports its errors.
        if (builds)
            _ = Deploy.Workspace.VersionAsync();
        if (environment.Cluster.Local && plan.Contains(nameof(ILocalCluster.LocalUp)))
        {
            LocalClusterNeedsLinuxException.UnlessOn(OperatingSystem.IsLinux());
            var pods = Deploy.Workspace.LocalCluster.Chosen(Deploy.LocalRuntime);
            if (pods == "docker" && environment.BaseImage is null && plan.Contains(nameof(IPush.Push)))
                throw new ContainersNeedRuntimeException(environment.Name);
        }

        var (found, delivery) = (new RefusalList(), Deploy.Delivery);
        found.Try(async () =>
        {
            if (
                Deploy.PlanChoice.Mistake([.. plan.Intersect(s_writing)], nameof(IDeploy.Deploy)) is
                { } mistake
            )
                return [mistake];
            await delivery.ApprovedAsync(Deploy.PlanChoice);
            return [];
        });
        var key = found.TryAsync(() =>
            Task.FromResult(plan.Intersect(s_signing).Any() ? Deploy.KeyChoice.Read() : null)
        );
        if (builds && !environment.Cluster.Local && !Deploy.AllowDirty)
            found.Try(Deploy.Images.Preflight(environment).TreeAsync);
        var renders = environment.PromotionFrom is null && plan.Intersect(s_releasing).Any();
        var manifests = renders ? found.TryAsync(delivery.RenderAsync) : null;
        if (builds && manifests is not null)
            found.Try(() => ManifestsAsync(environment, manifests));
        var writes = !environment.Cluster.Local && plan.Intersect(s_writing).Any();
        var cluster = writes ? found.TryAsync(delivery.ConnectAsync) : null;
        if (cluster is not null)
            found.Try(() => ClusterAsync(plan, cluster, manifests));
        if (builds && environment.Registry is { } registry)
            found.Try(() => Deploy.Images.Preflight(environment).PushAsync(registry, Deploy.App));
        if (builds)
            found.Try(() => Deploy.Images.CheckBaseAsync(environment));
        await found.WaitAsync();
        return new PreflightResult(await key, await Result(manifests), await Result(cluster))
        {
            Refusals = found.All,
        };
    }

    private async Task<IReadOnlyList<Refusal>> ManifestsAsync(
        EnvironmentSettings environment,
        Task<IReadOnlyList<KubeObject>?> rendering
    ) =>
        await rendering is { } objects
            ? ManifestCheck.Find(
                objects,
                [.. Deploy.Workspace.Services.Select(service => service.Name)],
                environment.Overlay,
                environment.ImagePaths
            )
            : [];

    private async Task<IReadOnlyList<Refusal>> ClusterAsync(
        IReadOnlyList<string> plan,
        Task<Cluster?> connecting,
        Task<IReadOnlyList<KubeObject>?>? rendering
    )
    {
        if (await connecting is not { } cluster)
            return [];
        var (preflight, stop) = (Deploy.Delivery.Preflight(cluster, Choices), Deploy.Workspace.Stop);
        var objects = await Result(rendering) ?? [];
        return plan.Intersect(s_writing).First() switch
        {
            nameof(IDeploy.Deploy) => await preflight.ForDeployAsync(objects, stop),
            nameof(ICanary.Canary) => await preflight.ForCanaryAsync(objects, stop),
            nameof(IPromote.Promote) => await preflight.ForPromotionAsync(objects, stop),
            nameof(IRollback.Rollback) => await preflight.ForRollbackAsync(
                OptionalValue.OrNull(((IRollback)build).To),
                stop
            ),
            _ => await preflight.ForDestroyAsync(OptionalValue.OrNull(((IDestroy)build).Confirm), stop),
        };
    }

    private ChangeChoices Choices =>
        new()
        {
            AllowOlder = OptionalValue.LineOrNull(Deploy.AllowOlder),
            DeleteData = ((IDestroy)build).DeleteData,
        };

    private static Task<T?> Result<T>(Task<T?>? task)
        where T : class => task ?? Task.FromResult<T?>(null);
}
