using System.Text.RegularExpressions;
using Slipway.Values;

namespace Slipway.Images;

/// <summary>Versions as tags of images.</summary>
public static partial class VersionTag
{
    private const int Longest = 128;

    /// <summary>
    /// The tag for a version (or a branch): <c>+</c>, which tags cannot hold, becomes <c>_</c>, every other character that they
    /// cannot hold becomes <c>-</c>, and a first character that they cannot begin with gets a <c>_</c> before it. What is longer
    /// than 128 characters is cut, and ends in the first 12 digits of its digest, so that two long names stay apart.
    /// </summary>
    public static string From(string version)
    {
        var tag = Forbidden().Replace(version.Replace('+', '_'), "-");
        if (tag.Length == 0 || tag[0] is '.' or '-')
            tag = "_" + tag;
        return tag.Length <= Longest
            ? tag
            : $"{tag[..(Longest - 13)]}-{Digest.Of(System.Text.Encoding.UTF8.GetBytes(version)).Short}";
    }

    [GeneratedRegex("[^A-Za-z0-9_.-]")]
    private static partial Regex Forbidden();
}
