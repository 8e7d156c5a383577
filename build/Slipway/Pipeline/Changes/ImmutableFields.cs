using Slipway.Kubernetes.Errors;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Tells from an API server's refusal which fields cannot be changed while the object exists. Pure.
/// </summary>
internal static class ImmutableFields
{
    // What Kubernetes says, by kind: most kinds, StatefulSets, bindings.
    private static readonly string[] s_words =
    [
        "immutable",
        "updates to statefulset spec",
        "cannot change roleRef",
    ];

    /// <summary>The fields; none where the refusal has another reason as well.</summary>
    public static IReadOnlyList<string> Named(InvalidObjectException refusal)
    {
        var causes = refusal.Status.Causes;
        return causes.All(IsFixed) ? [.. causes.Select(c => c.Field).Distinct()] : [];
    }

    private static bool IsFixed(ApiCause cause) =>
        s_words.Any(word => cause.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
}
