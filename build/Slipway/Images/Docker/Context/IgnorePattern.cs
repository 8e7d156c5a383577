using System.Text.RegularExpressions;

namespace Slipway.Images.Docker.Context;

/// <summary>One line of <c>.dockerignore</c>.</summary>
/// <param name="Text">The pattern as Docker tidies it, without the <c>!</c>.</param>
/// <param name="Includes">Whether it takes back in what it matches (<c>!</c>).</param>
/// <param name="Form">What it matches.</param>
internal sealed record IgnorePattern(string Text, bool Includes, Regex Form)
{
    /// <summary>Reads a line; null where it holds no pattern.</summary>
    /// <exception cref="FormatException">The pattern is malformed; the message says how.</exception>
    public static IgnorePattern? Parse(string line)
    {
        if (line.StartsWith('#'))
            return null;
        var text = line.Trim();
        var includes = text.StartsWith('!');
        if (includes)
            text = text[1..].Trim();
        if (text.Length == 0)
            return includes ? throw new FormatException("'!' must be followed by a pattern") : null;
        text = GoPath.Clean(text);
        if (text.Length > 1 && text[0] == '/')
            text = text[1..];
        return new IgnorePattern(text, includes, PatternRegex.Of(text));
    }

    /// <summary>Whether it could match something below a folder that it does not match itself.</summary>
    public bool MayMatchBelow(string folder)
    {
        var (own, other) = (Text.Split('/'), folder.Split('/'));
        for (var i = 0; i < other.Length; i++)
        {
            if (i < own.Length && own[i].Contains("**", StringComparison.Ordinal))
                return true;
            if (i >= own.Length - 1 || (PatternRegex.IsLiteral(own[i]) && own[i] != other[i]))
                return false;
        }
        return true;
    }
}
