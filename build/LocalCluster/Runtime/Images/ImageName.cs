using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Images;

/// <summary>An image reference as pods carry it, with the defaults of the Docker world filled in.</summary>
/// <param name="Registry">Host and port that serve it.</param>
/// <param name="Repository">The path below the registry.</param>
/// <param name="Tag">The tag; null when pinned by digest alone.</param>
/// <param name="Digest">The digest; null when it is named by tag.</param>
internal sealed partial record ImageName(string Registry, string Repository, string? Tag, string? Digest)
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
        var match = Form().Match(text);
        if (!match.Success)
        {
            var isCase = Form().IsMatch(text.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal));
            reason =
                $"Failed to apply default image tag \"{text}\": couldn't parse image reference "
                + $"\"{text}\": "
                + "invalid reference format"
                + (isCase ? ": repository name must be lowercase" : "");
            return null;
        }
        var digest = match.Groups["digest"] is { Success: true } d ? d.Value : null;
        var tag =
            match.Groups["tag"] is { Success: true } t ? t.Value
            : digest is null ? "latest"
            : null;
        var (registry, path) = Split(match.Groups["name"].Value);
        return new ImageName(registry, path, tag, digest);
    }

    private static (string Registry, string Path) Split(string name)
    {
        var slash = name.IndexOf('/');
        var first = slash < 0 ? "" : name[..slash];
        if (first == "localhost" || first.Contains('.') || first.Contains(':'))
            return (first, name[(slash + 1)..]);
        return (DefaultRegistry, slash < 0 ? $"library/{name}" : name);
    }

    public override string ToString() =>
        Name + (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");

    [GeneratedRegex(
        """
            ^(?<name>((localhost|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|[A-Za-z0-9-]+(?=:\d))(:\d+)?/)?
              [a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*)
            (:(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?
            (@(?<digest>sha256:[0-9a-f]{64}))?$
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Form();
}
