using Slipway.Values;

namespace Slipway.Rollouts.Canary;

/// <summary>What a canary of a release consists of.</summary>
/// <param name="Canaries">The changed Deployments that get a canary, with the running one.</param>
/// <param name="Others">
/// The changed workloads that cannot have one; they roll when the release is promoted.
/// </param>
public sealed record CanaryScope(
    IReadOnlyList<CanaryCandidate> Canaries,
    IReadOnlyList<CanaryIneligible> Others
)
{
    /// <summary>Whether both releases run the same pods.</summary>
    public bool IsEmpty => Canaries.Count == 0 && Others.Count == 0;

    /// <summary>
    /// Compares two releases; a workload changed when its pods would (image, environment, any of the
    /// template).
    /// </summary>
    /// <param name="running">The manifests that were applied with the running release.</param>
    /// <param name="rendered">The manifests of the new one, images pinned.</param>
    public static CanaryScope Between(
        IReadOnlyCollection<KubeObject> running,
        IReadOnlyCollection<KubeObject> rendered
    )
    {
        var before = running.Where(IsWorkload).ToDictionary(Key);
        var canaries = new List<CanaryCandidate>();
        var others = new List<CanaryIneligible>();
        foreach (var after in rendered.Where(IsWorkload))
        {
            if (!before.TryGetValue(Key(after), out var stable))
                others.Add(
                    new CanaryIneligible(after, "it is new, so there is no stable version to compare it with")
                );
            else if (CanaryWorkload.SamePods(stable, after))
                continue;
            else if (CanaryWorkload.Missing(after) is { } missing)
                others.Add(new CanaryIneligible(after, missing));
            else if (CanaryWorkload.Missing(stable) is { } missingNow)
                others.Add(
                    new CanaryIneligible(after, $"the running version does not qualify: {missingNow}")
                );
            else if (CanaryTraffic.Missing(running, stable, after) is { } unserved)
                others.Add(new CanaryIneligible(after, unserved));
            else
                canaries.Add(new CanaryCandidate(stable, after));
        }
        return new CanaryScope(canaries, others);
    }

    /// <summary>Verifies that something changed which can have a canary.</summary>
    /// <exception cref="NoCanaryRefusal">Nothing did.</exception>
    public CanaryScope Demand(string environment) =>
        Canaries.Count > 0 ? this : throw new NoCanaryRefusal(environment, Others);

    private static bool IsWorkload(KubeObject manifest) =>
        manifest.GroupKind is ("apps", "Deployment" or "StatefulSet" or "DaemonSet") or ("batch", "CronJob");

    private static (GroupKind, string?, string) Key(KubeObject manifest) =>
        (manifest.GroupKind, manifest.Namespace, manifest.Name);
}

/// <summary>A changed Deployment that gets a canary.</summary>
/// <param name="Stable">As it runs.</param>
/// <param name="Rendered">As it will be after promotion.</param>
public sealed record CanaryCandidate(KubeObject Stable, KubeObject Rendered)
{
    /// <summary>The service that it belongs to.</summary>
    public string Service => ServiceOf(Rendered);

    /// <summary>The service that a workload belongs to.</summary>
    public static string ServiceOf(KubeObject workload) =>
        workload.Labels.GetValueOrDefault("app.kubernetes.io/name", workload.Name);
}

/// <summary>A changed workload that cannot have a canary.</summary>
/// <param name="Rendered">As it will be after promotion.</param>
/// <param name="Reason">What is missing.</param>
public sealed record CanaryIneligible(KubeObject Rendered, string Reason)
{
    internal string Sentence => $"{Rendered.Display} changed, but cannot have a canary: {Reason}.";
}

/// <summary>A canary was asked for, and nothing changed that can have one.</summary>
public sealed class NoCanaryRefusal(string environment, IReadOnlyList<CanaryIneligible> others)
    : Refusal(
        others.Count == 0
            ? "No workload changed, so there is nothing to run as a canary."
            : string.Join('\n', others.Select(other => other.Sentence)),
        $"environment {environment}",
        others.Count == 0 ? "Commit a change first." : "Add what is missing, or release it with Deploy."
    );
