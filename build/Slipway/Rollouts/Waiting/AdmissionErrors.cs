namespace Slipway.Rollouts.Waiting;

/// <summary>
/// Distinguishes a controller's report that its pods are refused from one that a retry may fix.
/// </summary>
internal static class AdmissionErrors
{
    private static readonly string[] s_refusals =
    [
        "is forbidden",
        "is invalid",
        "exceeded quota",
        "denied the request",
        "unable to validate against",
    ];

    /// <summary>Whether a quota, a policy or validation refuses the pods.</summary>
    public static bool IsRefusal(string message) =>
        s_refusals.Any(r => message.Contains(r, StringComparison.Ordinal));

    /// <summary>What to do about it.</summary>
    public static string Hint(string message) =>
        message.Contains("quota", StringComparison.Ordinal)
            ? "Lower the requests or the number of pods, or have the namespace's ResourceQuota raised."
            : "Change the pod template so that the cluster's rules allow it.";
}
