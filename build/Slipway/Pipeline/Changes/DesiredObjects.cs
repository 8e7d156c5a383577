using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Keeps objects as they are when only the version and the commit that are noted on them would change. Pure.
/// </summary>
internal static class DesiredObjects
{
    /// <summary>
    /// The new objects; those that are the same but for these notes are taken from the running release.
    /// </summary>
    public static IReadOnlyList<KubeObject> KeepUnchanged(
        IReadOnlyList<KubeObject> desired,
        IReadOnlyList<KubeObject> running
    )
    {
        var before = running.ToDictionary(ObjectKey.Of);
        return
        [
            .. desired.Select(obj =>
                before.TryGetValue(ObjectKey.Of(obj), out var old)
                && JsonNode.DeepEquals(WithoutNotes(obj), WithoutNotes(old))
                    ? old
                    : obj
            ),
        ];
    }

    private static JsonObject WithoutNotes(KubeObject obj)
    {
        var copy = JsonObject.Create(obj.Json)!;
        if (copy["metadata"]?["annotations"] is JsonObject annotations)
        {
            annotations.Remove(ManifestLabels.Version);
            annotations.Remove(ManifestLabels.Commit);
        }
        return copy;
    }
}
