using Slipway.Targets.Components;
using Slipway.Targets.Local;
using Slipway.Targets.Workspaces;
using Slipway.Values;

namespace Slipway.Targets;

/// <summary>
/// Refuses what can be refused before the first target runs. It also makes sure that the conditions of
/// targets, which read the environment, do not throw: NUKE would end the run without saying why.
/// </summary>
internal sealed class Preflight(IDeploy build)
{
    /// <summary>Targets that need an environment, or whose dependencies do.</summary>
    private static readonly IReadOnlyList<string> s_inEnvironment =
    [
        nameof(IContainerBuild.ContainerBuild),
        nameof(ILocalCluster.LocalUp),
    ];

    /// <summary>Targets that use the key to sign with.</summary>
    private static readonly IReadOnlyList<string> s_signing =
    [
        nameof(IContainerBuild.ContainerBuild),
        nameof(IPush.Push),
    ];

    /// <summary>
    /// Targets that render manifests and use the cluster only after much other work.
    /// </summary>
    private static readonly IReadOnlyList<string> s_releasing =
    [
        nameof(IDeploy.Deploy),
        nameof(ICanary.Canary),
    ];

    /// <summary>Checks the plan and returns what it found on the way, so that nothing is done twice.</summary>
    /// <exception cref="Refusal">
    /// It cannot succeed: the environment, cluster, credentials or kubectl are missing.
    /// </exception>
    public async Task<PreflightResult> CheckAsync(IReadOnlyList<string> plan)
    {
        // An environment that no target needs is still checked if it is named.
        if (OptionalValue.OrNull(build.Env) is null && !plan.Intersect(s_inEnvironment).Any())
            return PreflightResult.Empty;
        var environment = build.Environment;
        _ = build.Images;
        // Reports an unusable key now, not after the images are built.
        var key = plan.Intersect(s_signing).Any() ? build.KeyChoice.Read() : null;
        // GitVersion is slow, so it runs while images are built. Push reports its errors.
        if (plan.Contains(nameof(IPush.Push)) && environment.PromotionFrom is null)
            _ = build.Workspace.VersionAsync();
        if (environment.Cluster.Local && plan.Contains(nameof(ILocalCluster.LocalUp)))
        {
            LocalClusterNeedsLinuxException.UnlessOn(OperatingSystem.IsLinux());
            var pods = build.Workspace.LocalCluster.Chosen(build.LocalRuntime);
            if (pods == "docker" && environment.BaseImage is null && plan.Contains(nameof(IPush.Push)))
                throw new ContainersNeedRuntimeException(environment.Name);
        }
        if (!plan.Intersect(s_releasing).Any())
            return new PreflightResult(key, null, null);
        // Reports errors in manifests now, not after the images are pushed.
        var manifests = await build.Delivery.RenderAsync();
        var cluster = environment.Cluster.Local ? null : await build.Delivery.ConnectAsync();
        return new PreflightResult(key, manifests, cluster);
    }
}
