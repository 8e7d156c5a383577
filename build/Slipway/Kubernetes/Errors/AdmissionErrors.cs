using System.Text.RegularExpressions;

namespace Slipway.Kubernetes.Errors;

/// <summary>
/// Reads a refusal of the API server's admission by its text, which is all that controllers pass on of it.
/// </summary>
internal static partial class AdmissionErrors
{
    private static readonly string[] s_refusals =
    [
        "is forbidden",
        "is invalid",
        "exceeded quota",
        "denied the request",
        "unable to validate against",
    ];

    /// <summary>Whether a quota, a policy or validation refuses an object, so that a retry will not help.</summary>
    public static bool IsRefusal(string message) =>
        s_refusals.Any(r => message.Contains(r, StringComparison.Ordinal));

    /// <summary>
    /// Whether a webhook or a ValidatingAdmissionPolicy refuses, or a webhook that must be asked does not answer.
    /// The status of such an answer may be any.
    /// </summary>
    public static bool IsOfPolicy(string message) =>
        Says(message, "admission webhook")
        || Says(message, "ValidatingAdmissionPolicy '")
        || SilentWebhook().IsMatch(message);

    /// <summary>What to do about it.</summary>
    public static string Hint(string message) =>
        message switch
        {
            _ when Terminating().Match(message) is { Success: true } match => OfTerminating(
                match.Groups[1].Value
            ),
            _ when SilentWebhook().Match(message) is { Success: true } match =>
                $"Check the Service and the pods behind the webhook {match.Groups[1].Value} (kubectl get "
                    + "validatingwebhookconfigurations,mutatingwebhookconfigurations), and run the command again.",
            _ when Says(message, "quota") =>
                "Lower the requests or the number of pods, or have the namespace's ResourceQuota raised.",
            _ when Says(message, "error looking up service account") =>
                "Create the ServiceAccount that the pod template names, or correct its name.",
            _ when Says(message, "violates PodSecurity") =>
                "Change the pod's securityContext as the message says, or have the namespace's "
                    + "pod-security.kubernetes.io/enforce label changed.",
            _ when Says(message, "no PriorityClass") =>
                "Name a PriorityClass that exists (kubectl get priorityclass).",
            _ when Says(message, "usage per") || Says(message, "LimitRange") =>
                "Set requests and limits within the namespace's LimitRange (kubectl describe limitrange).",
            _ => "Change the manifest to satisfy this policy, or have the policy changed.",
        };

    private static string OfTerminating(string ns) =>
        $"Wait until the namespace is gone and run the command again. If it stays, "
        + $"'kubectl get namespace {ns} -o yaml' shows under status.conditions what holds it up.";

    private static bool Says(string message, string words) =>
        message.Contains(words, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("new content in namespace (\\S+) because it is being terminated")]
    private static partial Regex Terminating();

    // Internal error occurred: failed calling webhook "p.example.com": failed to call webhook: Post "https://...
    [GeneratedRegex("failed calling webhook \"([^\"]+)\"")]
    private static partial Regex SilentWebhook();
}
