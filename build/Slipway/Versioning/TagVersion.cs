namespace Slipway.Versioning;

/// <summary>Tells whether a tag names a version.</summary>
internal static class TagVersion
{
    /// <summary>
    /// Whether a tag is a version behind some prefix (<c>v1.2.3</c>, <c>1.2.3</c>, <c>release-1.2.3</c>). As
    /// GitVersion reads it, zeros at the end may be missing (<c>v1.2</c>), and build metadata does not count.
    /// </summary>
    public static bool IsOf(string tag, string version)
    {
        var name = tag.Split('+')[0];
        return Spellings(version).Any(spelling => EndsWith(name, spelling));
    }

    private static bool EndsWith(string name, string version)
    {
        if (!name.EndsWith(version, StringComparison.Ordinal))
            return false;
        var prefix = name[..^version.Length];
        // Else it is the end of a longer number.
        return prefix.Length == 0 || !(char.IsAsciiDigit(prefix[^1]) || prefix[^1] == '.');
    }

    private static IEnumerable<string> Spellings(string version)
    {
        yield return version;
        var parts = version.Split('-', 2);
        var end = parts.Length > 1 ? $"-{parts[1]}" : "";
        for (var core = parts[0]; core.EndsWith(".0", StringComparison.Ordinal); )
        {
            core = core[..^2];
            yield return core + end;
        }
    }
}
