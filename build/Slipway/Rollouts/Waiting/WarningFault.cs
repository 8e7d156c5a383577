using System.Text.RegularExpressions;

namespace Slipway.Rollouts.Waiting;

/// <summary>
/// Grades what components of the cluster report in events about a pod, its claims and its node. Pure.
/// </summary>
internal static partial class WarningFault
{
    /// <summary>
    /// How long an object that is missing may stay so: another controller (of sealed or external Secrets, of
    /// certificates) may be about to make it.
    /// </summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// What happens before a container can start. It is over once one has started.
    /// </summary>
    public static bool IsBeforeStart(string reason) =>
        reason
            is "FailedMount"
                or "FailedMapVolume"
                or "FailedAttachVolume"
                or "FailedCreatePodSandBox"
                or "FailedPodSandBoxStatus"
                or "NetworkNotReady"
                or "FailedScheduling";

    /// <summary>The events that report that the step before the containers is done.</summary>
    public static bool IsStart(string reason) => reason is "Pulling" or "Pulled" or "Created" or "Started";

    /// <summary>
    /// Reasons that are told better by a container's state, or that no pod fails for.
    /// </summary>
    public static bool IsToldElsewhere(string reason) =>
        reason
            is "Failed"
                or "BackOff"
                or "InspectFailed"
                or "ErrImageNeverPull"
                or "Unhealthy"
                or "ProbeError"
                or "ProbeWarning"
                or "FailedCreate"
                or "FailedKillPod"
                or "FailedPreStopHook"
                or "ExceededGracePeriod"
                or "DNSConfigForming"
                or "CheckLimitsForResolvConf"
                or "InvalidDiskCapacity";

    /// <summary>The fault that a warning stands for.</summary>
    /// <param name="seen">The warning.</param>
    /// <param name="about">What it is about, where it is not the pod itself: <c>claim data</c>.</param>
    public static PodFault Of(SeenWarning seen, string? about = null)
    {
        var (grade, hint) = Grade(seen.Reason, seen.Message);
        return new PodFault(
            grade,
            Math.Max(1, seen.Times),
            seen.Container.Length > 0 ? seen.Container : null,
            seen.Reason,
            (about is null ? "" : $"{about}: ") + Words(seen.Message),
            hint
        )
        {
            Lasted = seen.Lasted,
        };
    }

    private static (FaultGrade Grade, string Hint) Grade(string reason, string message) =>
        reason switch
        {
            "FailedMount" or "FailedMapVolume" => Mount(message),
            "FailedAttachVolume" => (
                FaultGrade.MayHeal,
                message.Contains("Multi-Attach", StringComparison.Ordinal)
                    ? "The volume is still attached to another node until its old pod is gone; a workload with "
                        + "such a volume needs the strategy Recreate, or a volume with ReadWriteMany."
                    : "Check the volume's driver: its pods, and the VolumeAttachment of this volume."
            ),
            "FailedCreatePodSandBox" when NoHandler().IsMatch(message) => (
                FaultGrade.FatalWhenItLasts,
                "The node's runtime does not know the handler of the pod's runtimeClassName."
            ),
            "FailedCreatePodSandBox" or "FailedPodSandBoxStatus" or "NetworkNotReady" => (
                FaultGrade.MayHeal,
                "The node cannot prepare the pod: check its network plugin (CNI) and container runtime "
                    + "(kubectl describe node)."
            ),
            "FailedScheduling" => (FaultGrade.MayHeal, SchedulingHint(message)),
            "ProvisioningFailed" when MissingClass().IsMatch(message) => (
                FaultGrade.FatalWhenItLasts,
                "Name a StorageClass that exists (kubectl get storageclass), or have this one created."
            ),
            "ProvisioningFailed" or "ExternalProvisioning" => (
                FaultGrade.MayHeal,
                "Check the provisioner of the claim's StorageClass and its quota."
            ),
            "FailedBinding" => (
                FaultGrade.MayHeal,
                "Give the claim a storageClassName, or have a StorageClass made the default one."
            ),
            "FailedPostStartHook" => (
                FaultGrade.MayHeal,
                "Check the container's lifecycle.postStart and its log."
            ),
            _ => (FaultGrade.MayHeal, "Run 'kubectl describe pod' for all that is known about the pod."),
        };

    private static (FaultGrade Grade, string Hint) Mount(string message) =>
        MissingSource().Match(message) is { Success: true } missing
            ? (
                FaultGrade.FatalWhenItLasts,
                $"Create the {KindOf(missing.Groups[1].Value)} '{missing.Groups[2].Value}' in the pod's namespace, "
                    + "or correct the volume that names it."
            )
        : message.Contains("references non-existent", StringComparison.Ordinal)
            ? (
                FaultGrade.FatalWhenRepeated,
                "Add the key to the ConfigMap or Secret, or correct the volume's items."
            )
        : (FaultGrade.MayHeal, "Check the volume and its driver (kubectl describe pod).");

    /// <summary>What to do about a pod that the scheduler finds no node for.</summary>
    public static string SchedulingHint(string message) =>
        message.Contains("persistentvolumeclaim", StringComparison.OrdinalIgnoreCase)
            ? "Check the pod's claims (kubectl get pvc, kubectl describe pvc)."
        : message.Contains("didn't have free ports", StringComparison.Ordinal)
            ? "Another pod on the node uses the same port: change hostPort, or do without hostNetwork."
        : "Compare requests, nodeSelector, affinity and tolerations with the nodes "
            + "(kubectl describe nodes).";

    // MountVolume.SetUp failed for volume "x" : secret "y" not found
    private static string Words(string message) =>
        SetUp().Match(message) is { Success: true } failed
            ? $"{failed.Groups[2].Value} (volume {failed.Groups[1].Value})"
            : RuntimeMessage.Of(message);

    private static string KindOf(string word) =>
        word.Equals("secret", StringComparison.OrdinalIgnoreCase) ? "Secret" : "ConfigMap";

    [GeneratedRegex("^MountVolume\\.SetUp failed for volume \"([^\"]+)\" : (.+)$")]
    private static partial Regex SetUp();

    [GeneratedRegex("\\b(secret|configmap)s? \"([^\"]+)\" not found", RegexOptions.IgnoreCase)]
    private static partial Regex MissingSource();

    [GeneratedRegex("storageclass\\S* \"[^\"]+\" not found", RegexOptions.IgnoreCase)]
    private static partial Regex MissingClass();

    [GeneratedRegex("no runtime for \"|RuntimeHandler \"|runtime handler")]
    private static partial Regex NoHandler();
}
