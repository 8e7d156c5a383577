using System.Text.RegularExpressions;

namespace Slipway.Formats;

/// <summary>
/// The parts of an image reference, <c>[registry/]repository[:tag][@digest]</c>, as they are written (the grammar of
/// the OCI distribution-spec). What a missing part stands for is the reader's to decide.
/// </summary>
/// <param name="Registry">Host and port; null where the first part of the name is not a host.</param>
/// <param name="Repository">The path below the registry.</param>
/// <param name="Tag">The tag, where there is one.</param>
/// <param name="Digest">The digest, <c>sha256:</c> and 64 hexadecimal digits, where there is one.</param>
public sealed partial record ReferenceParts(string? Registry, string Repository, string? Tag, string? Digest)
{
    /// <summary>Reads a reference; null when the text is not one.</summary>
    public static ReferenceParts? TryParse(string? text)
    {
        var match = Form().Match(text ?? "");
        return match.Success
            ? new ReferenceParts(
                Part("registry"),
                match.Groups["repository"].Value,
                Part("tag"),
                Part("digest")
            )
            : null;

        string? Part(string name) => match.Groups[name] is { Success: true } part ? part.Value : null;
    }

    // As Docker reads it, a first part with a dot or a port, or localhost, is a host.
    [GeneratedRegex(
        """
            ^((?<registry>localhost(:[0-9]+)?|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?|[A-Za-z0-9-]+:[0-9]+
                |\[[0-9a-fA-F:]+\](:[0-9]+)?)/)?
            (?<repository>[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*)
            (:(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?
            (@(?<digest>sha256:[0-9a-f]{64}))?\z
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Form();
}
