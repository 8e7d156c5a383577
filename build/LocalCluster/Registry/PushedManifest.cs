using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using Microsoft.Net.Http.Headers;

namespace LocalCluster.Registry;

/// <summary>What a manifest or an index says that the registry must know (OCI image-spec). Pure.</summary>
/// <param name="MediaType">Its own type; null if it says none.</param>
/// <param name="Blobs">The digests of its config and layers, but of those that are elsewhere.</param>
/// <param name="Manifests">The digests of an index's manifests.</param>
/// <param name="Subject">The digest of what it refers to; null for nothing.</param>
/// <param name="ArtifactType">Its kind, for who lists referrers.</param>
/// <param name="Annotations">Its annotations; null if there are none.</param>
internal sealed record PushedManifest(
    string? MediaType,
    IReadOnlyList<string> Blobs,
    IReadOnlyList<string> Manifests,
    string? Subject,
    string? ArtifactType,
    JsonObject? Annotations
)
{
    // A later name that hides an earlier one would be read differently by others.
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="RegistryException">It is not a manifest.</exception>
    public static PushedManifest Parse(byte[] content)
    {
        try
        {
            var json =
                JsonNode.Parse(content, null, s_strict) as JsonObject
                ?? throw RegistryException.ManifestInvalid("The manifest is not a JSON object.");
            var mediaType = json.Text("mediaType");
            if (mediaType is not null && !MediaTypeHeaderValue.TryParse(mediaType, out _))
                throw RegistryException.ManifestInvalid("The manifest's mediaType is not a media type.");
            return new PushedManifest(
                mediaType,
                [
                    .. new[] { json["config"] }
                        .Concat(json.Items("layers"))
                        .Where(part => part.At("urls") is null)
                        .Select(Digest)
                        .OfType<string>(),
                ],
                [.. json.Items("manifests").Select(Digest).OfType<string>()],
                Digest(json["subject"]),
                json.Text("artifactType") ?? json.Text("config", "mediaType"),
                json.Object("annotations")
            );
        }
        // The latter for a text that is half of a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw RegistryException.ManifestInvalid($"The manifest is not valid JSON: {e.Message}");
        }
    }

    private static string? Digest(JsonNode? descriptor) =>
        descriptor.Text("digest") is not { } digest ? null
        : RegistryStore.IsDigest(digest) ? digest
        : throw RegistryException.ManifestInvalid(
            "The manifest names something by what is no sha256 digest."
        );
}
