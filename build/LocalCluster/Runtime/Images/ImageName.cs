using System.Text.Json.Nodes;
using LocalCluster.Objects;
using Slipway.Formats;

namespace LocalCluster.Runtime.Images;

/// <summary>An image reference as pods carry it, with the defaults of the Docker world filled in.</summary>
/// <param name="Registry">Host and port that serve it.</param>
/// <param name="Repository">The path below the registry.</param>
/// <param name="Tag">The tag; null when pinned by digest alone.</param>
/// <param name="Digest">The digest; null when it is named by tag.</param>
internal sealed record ImageName(string Registry, string Repository, string? Tag, string? Digest)
{
    private const string DefaultRegistry = "docker.io";

    /// <summary>The reference to pull: the digest if there is one, else the tag.</summary>
    public string Reference => Digest ?? Tag ?? "latest";

    /// <summary>Registry and repository.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>The image of a container.</summary>
    /// <exception cref="ImagePullException">It is not a valid reference.</exception>
    public static ImageName Of(JsonObject container) =>
        TryParse(container.Text("image") ?? "", out var reason)
        ?? throw new ImagePullException("InvalidImageName", reason);

    /// <summary>
    /// Reads a reference; null with the reason, in the words of the kubelet, when it is none.
    /// </summary>
    public static ImageName? TryParse(string text, out string reason)
    {
        reason = "";
        if (ReferenceParts.TryParse(text) is { } parts)
        {
            var tag = parts.Tag ?? (parts.Digest is null ? "latest" : null);
            return parts.Registry is { } registry
                ? new ImageName(registry, parts.Repository, tag, parts.Digest)
                : new ImageName(DefaultRegistry, InDefaultRegistry(parts.Repository), tag, parts.Digest);
        }
        var lowered = text.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
        reason =
            $"Failed to apply default image tag \"{text}\": couldn't parse image reference "
            + $"\"{text}\": "
            + "invalid reference format"
            + (ReferenceParts.TryParse(lowered) is null ? "" : ": repository name must be lowercase");
        return null;
    }

    private static string InDefaultRegistry(string repository) =>
        repository.Contains('/') ? repository : $"library/{repository}";

    public override string ToString() =>
        Name + (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");
}
