using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Keeps the number of pods of a workload whose manifest leaves it to others, an autoscaler for example. Pure.
/// </summary>
internal static class KeptReplicas
{
    /// <summary>
    /// The workload as it is to be applied: where slipway itself set the count, in a release whose manifest had
    /// one or when it replaced the workload, it goes on setting it. To leave it out would mean one pod, the
    /// API's default, until somebody scales it up again.
    /// </summary>
    /// <param name="desired">The workload as its manifest says.</param>
    /// <param name="live">The workload as it is; null where there is none.</param>
    public static KubeObject In(KubeObject desired, KubeObject? live) =>
        IsOpen(desired)
        && live?.Number("spec", "replicas") is { } count
        && AppliedFields.IsSetBySlipway(live, "replicas")
            ? With(desired, count)
            : desired;

    /// <summary>The workload with a count, where its manifest leaves it to others.</summary>
    public static KubeObject With(KubeObject desired, long count) =>
        IsOpen(desired) ? desired.With(json => json["spec"]!["replicas"] = count) : desired;

    /// <summary>That its number stays, for people; null where it is not kept, or the default anyway.</summary>
    public static string? Remark(KubeObject desired, KubeObject? live) =>
        ReferenceEquals(In(desired, live), desired) || live!.Number("spec", "replicas") == 1
            ? null
            : $"{desired.Display} keeps its {live!.Number("spec", "replicas")} pods, since its manifest leaves "
                + "their number to others";

    private static bool IsOpen(KubeObject desired) =>
        desired.GroupKind is ("apps", "Deployment" or "StatefulSet")
        && desired.At("spec") is not null
        && desired.At("spec", "replicas") is null;
}
