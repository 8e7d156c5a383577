using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>One line of a list of attachments, as the registry has it.</summary>
/// <param name="Manifest">The attachment's manifest.</param>
/// <param name="ArtifactType">What it is; null where the list does not say.</param>
/// <param name="Json">The line itself, for writing it back unchanged.</param>
internal sealed record ReferrerEntry(Descriptor Manifest, string? ArtifactType, JsonObject Json);

/// <summary>
/// The list of what is attached to a manifest: an image index, whether the registry makes it or clients keep
/// it under a tag (distribution-spec 1.1, referrers tag schema). Pure.
/// </summary>
internal static class ReferrerIndex
{
    /// <exception cref="FormatException">The bytes are not an index.</exception>
    public static IReadOnlyList<ReferrerEntry> Parse(ReadOnlySpan<byte> bytes) =>
        UntrustedJson.Read<IReadOnlyList<ReferrerEntry>>(bytes, "The list of attachments", json =>
            [
                .. (
                    json["manifests"]?.AsArray()
                    ?? throw new FormatException("The list of attachments has no manifests.")
                ).Select(Entry),
            ]
        );

    /// <summary>The list with more attachments, in OCI form. What others wrote stays as it is.</summary>
    public static byte[] With(
        IReadOnlyList<ReferrerEntry> present,
        params IEnumerable<ArtifactManifest> artifacts
    ) =>
        CanonicalJson.Bytes(
            new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = MediaTypes.Index,
                ["manifests"] = new JsonArray([
                    .. present.Select(entry => entry.Json.DeepClone()),
                    .. artifacts.Select(Line),
                ]),
            }
        );

    private static JsonObject Line(ArtifactManifest artifact)
    {
        var json = artifact.Descriptor.ToJson();
        if (artifact.ArtifactType.Length > 0)
            json["artifactType"] = artifact.ArtifactType;
        if (artifact.Annotations.Count > 0)
            json["annotations"] = CanonicalJson.Map(artifact.Annotations);
        return json;
    }

    private static ReferrerEntry Entry(JsonNode? node) =>
        new(Descriptor.FromJson(node), node!["artifactType"]?.GetValue<string>(), node.AsObject());
}
