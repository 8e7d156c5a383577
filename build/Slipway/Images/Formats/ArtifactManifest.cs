using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Images.Formats;

/// <summary>
/// A manifest as something that may be attached to another one (OCI image-spec 1.1, artifacts with a
/// subject). An index may be attached as well; then there are no blobs.
/// </summary>
/// <param name="Bytes">What the digest was computed from.</param>
/// <param name="MediaType">Its type.</param>
/// <param name="ArtifactType">What it is; empty where it does not say.</param>
/// <param name="Subject">What it is attached to; null for nothing.</param>
/// <param name="Layers">What it holds.</param>
/// <param name="Annotations">The annotations.</param>
internal sealed record ArtifactManifest(
    ReadOnlyMemory<byte> Bytes,
    string MediaType,
    string ArtifactType,
    Descriptor? Subject,
    IReadOnlyList<Descriptor> Layers,
    IReadOnlyDictionary<string, string> Annotations
)
{
    /// <summary>The configuration of artifacts that need none: an empty object.</summary>
    public static ReadOnlyMemory<byte> EmptyConfig { get; } = "{}"u8.ToArray();

    /// <summary>Names <see cref="EmptyConfig"/>.</summary>
    public static Descriptor Empty { get; } =
        new(MediaTypes.Empty, Digest.Of(EmptyConfig.Span), EmptyConfig.Length);

    public Descriptor Descriptor => new(MediaType, Digest.Of(Bytes.Span), Bytes.Length);

    /// <summary>A new artifact. The same parts always give the same bytes.</summary>
    /// <param name="artifactType">What it is.</param>
    /// <param name="layers">What it holds.</param>
    /// <param name="subject">What it is attached to; null for nothing.</param>
    /// <param name="annotations">The annotations.</param>
    public static ArtifactManifest Create(
        string artifactType,
        IReadOnlyList<Descriptor> layers,
        Descriptor? subject,
        IReadOnlyDictionary<string, string> annotations
    )
    {
        var json = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.Manifest,
            ["artifactType"] = artifactType,
            ["config"] = Empty.ToJson(),
            ["layers"] = new JsonArray([.. layers.Select(layer => layer.ToJson())]),
        };
        if (subject is not null)
            json["subject"] = subject.ToJson();
        if (annotations.Count > 0)
            json["annotations"] = CanonicalJson.Map(annotations);
        return new ArtifactManifest(
            CanonicalJson.Bytes(json),
            MediaTypes.Manifest,
            artifactType,
            subject,
            layers,
            annotations
        );
    }

    /// <exception cref="FormatException">The bytes are not a manifest.</exception>
    public static ArtifactManifest Parse(ReadOnlyMemory<byte> bytes, string mediaType) =>
        UntrustedJson.Read(bytes.Span, "The manifest", json => new ArtifactManifest(
            bytes,
            mediaType,
            (json["artifactType"] ?? json["config"]?["mediaType"])?.GetValue<string>() ?? "",
            json["subject"] is { } subject ? Descriptor.FromJson(subject) : null,
            [.. (json["layers"]?.AsArray() ?? []).Select(Descriptor.FromJson)],
            UntrustedJson.Map(json["annotations"])
        ));
}
