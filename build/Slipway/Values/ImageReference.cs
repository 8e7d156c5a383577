using Slipway.Formats;

namespace Slipway.Values;

/// <summary>
/// Where an image is: <c>registry/repository[:tag][@digest]</c> (the reference grammar of the OCI
/// distribution-spec). A name without a registry is not accepted: what it would mean depends on the machine
/// that reads it.
/// </summary>
/// <param name="Registry">Host and, where needed, port.</param>
/// <param name="Repository">Path below the registry, lower case.</param>
/// <param name="Tag">The tag, where there is one.</param>
/// <param name="Digest">The digest, where the reference is pinned.</param>
public sealed record ImageReference(
    string Registry,
    string Repository,
    string? Tag = null,
    Digest? Digest = null
)
{
    /// <summary>Registry and repository, without tag and digest.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>Reads a reference.</summary>
    /// <exception cref="FormatException">The text is not a full image reference.</exception>
    public static ImageReference Parse(string text) =>
        TryParse(text, out var reference)
            ? reference
            : throw new FormatException(
                $"'{text}' is not a full image reference; expected 'registry/repository[:tag][@sha256:...]'."
            );

    /// <summary>Reads a reference; false when the text is not one.</summary>
    public static bool TryParse(
        string? text,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ImageReference? reference
    )
    {
        reference = null;
        if (ReferenceParts.TryParse(text) is not { Registry: { } registry } parts)
            return false;
        var repository = parts.Repository;
        // Docker Hub's API knows its own images by their full name alone.
        if (registry is "docker.io" or "index.docker.io" && !repository.Contains('/'))
            repository = $"library/{repository}";
        reference = new ImageReference(
            registry,
            repository,
            parts.Tag,
            parts.Digest is { } digest ? Values.Digest.Parse(digest) : null
        );
        return true;
    }

    /// <summary>
    /// What Docker takes a name without a registry for, in full: <c>docker.io/library/redis:7</c> for
    /// <c>redis:7</c>, <c>docker.io/bitnami/redis:7</c> for <c>bitnami/redis:7</c>. With a place for the tag where
    /// neither tag nor digest is given. Null for anything else.
    /// </summary>
    public static string? OnDockerHub(string text) =>
        ReferenceParts.TryParse(text) is { Registry: null } parts
            ? "docker.io/"
                // Official images are below "library".
                + (parts.Repository.Contains('/') ? "" : "library/")
                + parts.Repository
                + (
                    parts.Tag is { } tag ? $":{tag}"
                    : parts.Digest is null ? ":<tag>"
                    : ""
                )
                + (parts.Digest is { } digest ? $"@{digest}" : "")
            : null;

    /// <summary>The text form, with every part that is set.</summary>
    public override string ToString() =>
        Name + (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");
}
