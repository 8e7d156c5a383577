using System.Text.RegularExpressions;
using GitVersion.Versions;

namespace GitVersion.Configuration;

/// <summary>What may stand before the version in a tag.</summary>
/// <param name="Custom">The configured expression; null for the default, an optional 'v' of either
/// case.</param>
internal sealed record TagPrefix(Regex? Custom = null)
{
    /// <summary>The version that a tag stands for; null when it stands for none.</summary>
    public SemanticVersion? VersionOf(string tag)
    {
        // Most repositories use the default, and building an expression costs more than all other parsing.
        if (Custom is null)
            return SemanticVersion.TryParse(tag is ['v' or 'V', ..] ? tag[1..] : tag);
        return Custom.Match(tag) is { Success: true } match
            ? SemanticVersion.TryParse(tag[match.Length..])
            : null;
    }
}
