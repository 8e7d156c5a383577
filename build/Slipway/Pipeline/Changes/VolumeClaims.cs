using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>The volume claims that a StatefulSet's controller made for its pods. Pure.</summary>
internal static class VolumeClaims
{
    /// <summary>
    /// Whether a claim is one of a StatefulSet's: <c>&lt;template&gt;-&lt;set&gt;-&lt;ordinal&gt;</c>, as Kubernetes names them.
    /// </summary>
    public static bool Belongs(KubeObject statefulSet, string? ns, string claim) =>
        statefulSet.GroupKind is ("apps", "StatefulSet")
        && statefulSet.Namespace == ns
        && Templates(statefulSet)
            .Any(template =>
                Regex.IsMatch(claim, $"^{Regex.Escape(template)}-{Regex.Escape(statefulSet.Name)}-[0-9]+$")
            );

    /// <summary>Whether a StatefulSet has volumes of its own.</summary>
    public static bool Any(KubeObject obj) =>
        obj.GroupKind is ("apps", "StatefulSet") && Templates(obj).Any();

    /// <summary>
    /// Whether Kubernetes deletes the claims with their StatefulSet
    /// (<c>persistentVolumeClaimRetentionPolicy</c>).
    /// </summary>
    public static bool GoWith(KubeObject statefulSet) =>
        statefulSet.Text("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted") == "Delete";

    private static IEnumerable<string> Templates(KubeObject statefulSet) =>
        statefulSet.At("spec", "volumeClaimTemplates") is { ValueKind: JsonValueKind.Array } templates
            ? templates
                .Items()
                .Select(t =>
                    t.TryField("metadata", out var metadata) && metadata.TryField("name", out var name)
                        ? name.Text()
                        : null
                )
                .OfType<string>()
            : [];
}
