using Slipway.Targets.Components;
using Slipway.Targets.Local;
using Slipway.Targets.Workspaces;
using Slipway.Values;

namespace Slipway.Targets;

/// <summary>
/// Refuses what can be refused before the first target runs. It also makes sure that the conditions of
/// targets, which look at the environment, find one: one that throws would end the run without a word about
/// the reason.
/// </summary>
internal sealed class Preflight(IDeploy build)
{
    /// <summary>Targets that need an environment, or whose dependencies do.</summary>
    private static readonly IReadOnlyList<string> InEnvironment =
    [
        nameof(IContainerBuild.ContainerBuild),
        nameof(ILocalCluster.LocalUp),
    ];

    /// <summary>Targets that use the key to sign with.</summary>
    private static readonly IReadOnlyList<string> Signing =
    [
        nameof(IContainerBuild.ContainerBuild),
        nameof(IPush.Push),
    ];

    /// <summary>
    /// Targets that come to the cluster, and render manifests for it, only after much other work.
    /// </summary>
    private static readonly IReadOnlyList<string> Releasing =
    [
        nameof(IDeploy.Deploy),
        nameof(ICanary.Canary),
    ];

    /// <summary>Looks at what is going to run, and hands on what it found.</summary>
    /// <exception cref="Refusal">
    /// It cannot succeed: environment, cluster, credentials or kubectl lack.
    /// </exception>
    public async Task<PreflightResult> CheckAsync(IReadOnlyList<string> plan)
    {
        // An environment that nothing of the plan needs was written by mistake, or with one.
        if (OptionalValue.OrNull(build.Env) is null && !plan.Intersect(InEnvironment).Any())
            return PreflightResult.Empty;
        var environment = build.Environment;
        _ = build.Images;
        // A key that does not work is known at once; without this it would be after the images were built.
        var key = plan.Intersect(Signing).Any() ? build.KeyChoice.Read() : null;
        // GitVersion takes its time, and has it while images are built. A refusal of it belongs to Push.
        if (plan.Contains(nameof(IPush.Push)) && environment.PromotionFrom is null)
            _ = build.Workspace.VersionAsync();
        if (environment.Cluster.Local && plan.Contains(nameof(ILocalCluster.LocalUp)))
        {
            LocalClusterNeedsLinuxException.UnlessOn(OperatingSystem.IsLinux());
            var pods = build.Workspace.LocalCluster.Chosen(build.LocalRuntime);
            if (pods == "docker" && environment.BaseImage is null && plan.Contains(nameof(IPush.Push)))
                throw new ContainersNeedRuntimeException(environment.Name);
        }
        if (!plan.Intersect(Releasing).Any())
            return new PreflightResult(key, null, null);
        // A mistake in a manifest is known at once; without this it would be after the images were pushed.
        var manifests = await build.Delivery.RenderAsync();
        var cluster = environment.Cluster.Local ? null : await build.Delivery.ConnectAsync();
        return new PreflightResult(key, manifests, cluster);
    }
}
