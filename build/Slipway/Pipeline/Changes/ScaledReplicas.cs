using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Decides what becomes of a number of pods that somebody else set, by <c>kubectl scale</c> or an autoscaler that
/// no manifest names. It stays until the manifests' own number changes: whoever scaled had a reason that the
/// manifests do not know. Pure.
/// </summary>
/// <param name="Apply">The workload as it is to be applied.</param>
/// <param name="TakeOver">Whether the number of the manifest replaces the other one.</param>
/// <param name="Count">The number of pods now.</param>
/// <param name="Manager">Who set it, as <c>metadata.managedFields</c> says.</param>
internal sealed record ScaledReplicas(KubeObject Apply, bool TakeOver, long Count, string Manager)
{
    /// <summary>The decision; null where nobody else set the number, or it is the manifest's anyway.</summary>
    /// <param name="desired">The workload as its manifest says.</param>
    /// <param name="applied">Its manifest in the release that runs; null where there is none.</param>
    /// <param name="live">The workload as it is; null where there is none.</param>
    /// <param name="reset">Whether the user asks for the manifest's number.</param>
    /// <param name="goingBack">Whether a release is rolled back, which is never refused over it.</param>
    public static ScaledReplicas? Decide(
        KubeObject desired,
        KubeObject? applied,
        KubeObject? live,
        bool reset,
        bool goingBack
    )
    {
        if (
            desired.GroupKind is not ("apps", "Deployment" or "StatefulSet" or "ReplicaSet")
            || desired.Number("spec", "replicas") is not { } wanted
            || live?.Number("spec", "replicas") is not { } count
            || count == wanted
            || AppliedFields.UpdatedBy(live, "replicas") is not { } manager
        )
            return null;
        if (reset || (goingBack && applied is null))
            return new ScaledReplicas(desired, TakeOver: true, count, manager);
        // An object that no release had is not scaled but somebody else's, which the conflict says.
        if (applied is null)
            return null;
        return applied.Number("spec", "replicas") == wanted
            ? new ScaledReplicas(Without(desired), TakeOver: false, count, manager)
            : new ScaledReplicas(desired, TakeOver: true, count, manager);
    }

    /// <summary>The workload with the number of its pods left to whoever set it.</summary>
    public static KubeObject Without(KubeObject workload) =>
        workload.With(json => json["spec"]!.AsObject().Remove("replicas"));

    /// <summary>For people.</summary>
    public string Remark =>
        TakeOver
            ? $"{Apply.Display} goes from {Pods}, as {Who} scaled it, to the manifest's "
                + $"{Apply.Number("spec", "replicas")}"
            : $"{Apply.Display} keeps its {Pods}, as {Who} scaled it; --reset-replicas applies the "
                + "manifest's number";

    // An autoscaler acts through the controller manager, whose name says nothing to people.
    private string Who => Manager == "kube-controller-manager" ? "its autoscaler" : Manager;

    private string Pods => Count == 1 ? "1 pod" : $"{Count} pods";
}
