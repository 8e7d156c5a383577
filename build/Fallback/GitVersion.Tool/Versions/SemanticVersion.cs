using System.Globalization;
using GitVersion.Configuration;

namespace GitVersion.Versions;

/// <summary>A version (Semantic Versioning 2.0.0) without build metadata.</summary>
internal sealed record SemanticVersion(int Major, int Minor, int Patch, PreRelease? PreRelease = null)
    : IComparable<SemanticVersion>
{
    /// <summary>The release that this one leads to.</summary>
    public SemanticVersion Release => this with { PreRelease = null };

    public string Core => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    /// <summary>Reads a full version, with or without a pre-release; null when the text is none.</summary>
    public static SemanticVersion? TryParse(string text)
    {
        var version = text.Split('+', 2)[0];
        var dash = version.IndexOf('-', StringComparison.Ordinal);
        var core = dash < 0 ? version : version[..dash];
        if (core.Count(c => c == '.') != 2 || TryParsePartial(core) is not { } parsed)
            return null;
        if (dash < 0)
            return parsed;
        return PreRelease.TryParse(version[(dash + 1)..]) is { } preRelease
            ? parsed with
            {
                PreRelease = preRelease,
            }
            : null;
    }

    /// <summary>Reads one to three numbers, the missing ones being 0; null when the text is none.</summary>
    public static SemanticVersion? TryParsePartial(string text)
    {
        var parts = text.Split('.');
        var numbers = new int[3];
        if (parts.Length > numbers.Length)
            return null;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }
        return new SemanticVersion(numbers[0], numbers[1], numbers[2]);
    }

    /// <summary>
    /// The release that follows this one. Before 1.0.0 a breaking change raises the minor number.
    /// </summary>
    public SemanticVersion Raise(Increment increment) =>
        increment switch
        {
            Increment.Major when Major > 0 => new SemanticVersion(Major + 1, 0, 0),
            Increment.Major or Increment.Minor => new SemanticVersion(Major, Minor + 1, 0),
            Increment.Patch => new SemanticVersion(Major, Minor, Patch + 1),
            _ => new SemanticVersion(Major, Minor, Patch),
        };

    /// <summary>Order by precedence (Semantic Versioning 2.0.0, item 11).</summary>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
            return 1;
        var core = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return core != 0 ? core : PreRelease.Compare(PreRelease, other.PreRelease);
    }

    public override string ToString() => PreRelease is null ? Core : $"{Core}-{PreRelease}";
}
