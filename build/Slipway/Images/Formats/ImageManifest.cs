using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Images.Formats;

/// <summary>
/// The manifest of an image for one platform (OCI image-spec, image manifest), as its exact bytes and their
/// meaning.
/// </summary>
/// <param name="Bytes">What the digest was computed from.</param>
/// <param name="MediaType">Its type.</param>
/// <param name="Config">The image's configuration.</param>
/// <param name="Layers">The layers, base first.</param>
/// <param name="Annotations">The annotations.</param>
internal sealed record ImageManifest(
    ReadOnlyMemory<byte> Bytes,
    string MediaType,
    Descriptor Config,
    IReadOnlyList<Descriptor> Layers,
    IReadOnlyDictionary<string, string> Annotations
)
{
    public Digest Digest => Digest.Of(Bytes.Span);

    /// <summary>A new manifest in OCI form. The same parts always give the same bytes.</summary>
    public static ImageManifest Create(
        Descriptor config,
        IReadOnlyList<Descriptor> layers,
        IReadOnlyDictionary<string, string> annotations,
        string? artifactType = null
    )
    {
        var json = new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = MediaTypes.Manifest };
        if (artifactType is not null)
            json["artifactType"] = artifactType;
        json["config"] = config.ToJson();
        json["layers"] = new JsonArray([.. layers.Select(layer => layer.ToJson())]);
        if (annotations.Count > 0)
            json["annotations"] = CanonicalJson.Map(annotations);
        return new ImageManifest(CanonicalJson.Bytes(json), MediaTypes.Manifest, config, layers, annotations);
    }

    /// <exception cref="FormatException">The bytes are not an image manifest.</exception>
    public static ImageManifest Parse(ReadOnlyMemory<byte> bytes, string mediaType) =>
        UntrustedJson.Read(bytes.Span, "The manifest", json => new ImageManifest(
            bytes,
            mediaType,
            Descriptor.FromJson(json["config"]),
            [
                .. (
                    json["layers"]?.AsArray() ?? throw new FormatException("The manifest has no layers.")
                ).Select(Descriptor.FromJson),
            ],
            UntrustedJson.Map(json["annotations"])
        ));
}
