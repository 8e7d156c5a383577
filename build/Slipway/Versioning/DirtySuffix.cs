namespace Slipway.Versioning;

/// <summary>How uncommitted changes show in a version.</summary>
internal static class DirtySuffix
{
    /// <summary>Whether a version is that of uncommitted changes.</summary>
    public static bool IsIn(string version) =>
        version.Contains("-dirty.", StringComparison.Ordinal)
        || version.Contains(".dirty.", StringComparison.Ordinal);

    /// <summary>
    /// The version with <c>dirty.</c> and the changes' digits as the last identifiers of its pre-release:
    /// behind a dash where it
    /// has none (<c>1.2.3-dirty.1a2b3c4d</c>), else behind a dot (<c>1.2.4-3.dirty.1a2b3c4d</c>), and before
    /// build metadata.
    /// </summary>
    public static string Apply(string version, string digits)
    {
        var parts = version.Split('+', 2);
        var separator = parts[0].Contains('-', StringComparison.Ordinal) ? '.' : '-';
        var metadata = parts.Length > 1 ? $"+{parts[1]}" : "";
        return $"{parts[0]}{separator}dirty.{digits}{metadata}";
    }
}
