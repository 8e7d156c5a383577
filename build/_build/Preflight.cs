using Slipway.Manifests;
using Slipway.Targets.Components;
using Slipway.Targets.Local;
using Slipway.Values;

namespace Slipway.Targets;

/// <summary>
/// Refuses what can be refused before the first target runs. It also makes sure that the conditions of targets, which
/// look at the environment, find one: a condition that throws would end the run without a word about the reason.
/// </summary>
internal sealed class Preflight(IDeploy build)
{
    /// <summary>Targets that need an environment, or whose dependencies do.</summary>
    private static readonly IReadOnlyList<string> NeedEnvironment =
        [nameof(IContainerBuild.ContainerBuild), nameof(ILocalCluster.LocalUp)];

    /// <summary>Targets that render manifests, after much other work.</summary>
    private static readonly IReadOnlyList<string> NeedKubectl = [nameof(IDeploy.Deploy), nameof(ICanary.Canary)];

    /// <summary>Looks at what is going to run.</summary>
    /// <exception cref="Refusal">It cannot succeed: the environment, its cluster or kubectl is not there.</exception>
    public void Check(IReadOnlyList<string> plan)
    {
        // An environment that nothing of the plan needs was written by mistake, or with one.
        if (build.Env is not { Length: > 0 } && !plan.Intersect(NeedEnvironment).Any())
            return;
        var environment = build.Environment;
        _ = build.Images;
        if (environment.Cluster.Local && plan.Contains(nameof(ILocalCluster.LocalUp)))
            LocalClusterNeedsLinux.UnlessOn(OperatingSystem.IsLinux());
        if (plan.Intersect(NeedKubectl).Any())
            Kubectl.Require(Environment.GetEnvironmentVariable("PATH") ?? "");
    }
}
