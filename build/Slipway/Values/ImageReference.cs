using System.Text.RegularExpressions;

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
public sealed partial record ImageReference(
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
        var match = Form().Match(text ?? "");
        if (!match.Success)
            return false;
        var digest = match.Groups["digest"];
        var (registry, repository) = (match.Groups["registry"].Value, match.Groups["repository"].Value);
        // Docker Hub's API knows its own images by their full name alone.
        if (registry is "docker.io" or "index.docker.io" && !repository.Contains('/'))
            repository = $"library/{repository}";
        reference = new ImageReference(
            registry,
            repository,
            match.Groups["tag"] is { Success: true } tag ? tag.Value : null,
            digest.Success ? Values.Digest.Parse(digest.Value) : null
        );
        return true;
    }

    /// <summary>The text form, with every part that is set.</summary>
    public override string ToString() =>
        Name + (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");

    [GeneratedRegex(
        """
            ^(?<registry>localhost(:\d+)?|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?|[A-Za-z0-9-]+:\d+
                |\[[0-9a-fA-F:]+\](:\d+)?)
            /(?<repository>[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*)
            (:(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?
            (@(?<digest>sha256:[0-9a-f]{64}))?\z
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Form();
}
