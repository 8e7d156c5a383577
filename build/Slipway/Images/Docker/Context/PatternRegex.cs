using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Images.Docker.Context;

/// <summary>
/// Translates a pattern of <c>.dockerignore</c>: Go's <c>filepath.Match</c>, and <c>**</c> for any number of
/// folders.
/// </summary>
internal ref struct PatternRegex
{
    // A character outside of the basic plane counts as one, as it does in Go.
    private const string AnyButSlash = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^/])";
    private const string Special = "*?[\\";

    // As long as a path can be (PATH_MAX). Compiling a pattern takes time that grows with the square of its length.
    private const int Longest = 4096;

    private readonly string _pattern;
    private readonly StringBuilder _regex = new("^");
    private int _at;

    private PatternRegex(string pattern) => _pattern = pattern;

    private readonly bool AtEnd => _at == _pattern.Length;

    /// <exception cref="FormatException">The pattern is malformed; the message says how.</exception>
    public static Regex Of(string pattern)
    {
        if (pattern.Length > Longest)
            throw new FormatException($"it is longer than {Longest} characters, as no path can be");
        try
        {
            return new PatternRegex(pattern).Translate();
        }
        catch (NotSupportedException)
        {
            throw new FormatException("it has too many wildcards");
        }
    }

    /// <summary>Whether a part of a path has no wildcards.</summary>
    public static bool IsLiteral(ReadOnlySpan<char> part) => part.IndexOfAny(Special) < 0;

    private Regex Translate()
    {
        while (!AtEnd)
            Term(_pattern[_at++]);
        return new Regex(
            _regex.Append('$').ToString(),
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline
        );
    }

    private void Term(char c)
    {
        if (c == '*' && Take('*'))
            Folders();
        else if (c == '*')
            _regex.Append("[^/]*");
        else if (c == '?')
            _regex.Append(AnyButSlash);
        else if (c == '[')
            Class();
        else if (c == '\\' && AtEnd)
            throw new FormatException("a backslash must be followed by a character");
        else
            Literal(c == '\\' ? _pattern[_at++] : c);
    }

    private void Folders()
    {
        var first = _at == 2;
        var slash = Take('/');
        if (AtEnd)
            _regex.Append(".*");
        else if (first && !slash && IsLiteral(_pattern.AsSpan(_at)))
            // Docker compares the end of the path alone where nothing but text follows.
            _regex.Append(".*");
        else
            _regex.Append("(?:.*/)?");
    }

    private void Class()
    {
        _regex.Append(Take('^') ? "[^" : "[");
        var ranges = 0;
        while (AtEnd || _pattern[_at] != ']' || ranges == 0)
        {
            var low = ClassCharacter();
            var high = Take('-') ? ClassCharacter() : low;
            if (high < low)
                throw new FormatException($"the range {low}-{high} is reversed");
            Literal(low);
            _regex.Append('-');
            Literal(high);
            ranges++;
        }
        _at++;
        _regex.Append(']');
    }

    private char ClassCharacter()
    {
        if (AtEnd)
            throw new FormatException("'[' has no matching ']'");
        var c = _pattern[_at++];
        if (c is '-' or ']')
            throw new FormatException($"'{c}' between '[' and ']' must be escaped with a backslash");
        if (c != '\\')
            return c;
        return AtEnd ? throw new FormatException("'[' has no matching ']'") : _pattern[_at++];
    }

    private readonly void Literal(char c) => _regex.Append($@"\u{(int)c:X4}");

    private bool Take(char c)
    {
        var found = !AtEnd && _pattern[_at] == c;
        _at += found ? 1 : 0;
        return found;
    }
}
