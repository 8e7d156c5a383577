using System.Text;
using System.Text.RegularExpressions;

namespace Nuke.Common.IO;

/// <summary>
/// <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>{a,b}</c> within a name, <c>**</c> over any number of folders.
/// </summary>
internal sealed class GlobPattern
{
    private readonly Regex _regex;

    internal GlobPattern(string pattern, bool ignoreCase)
    {
        pattern = pattern.Replace('\\', '/');
        IsDeep = pattern.Contains('/');
        _regex = new Regex(
            $"^{Translate(pattern)}$",
            RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None)
        );
    }

    /// <summary>Whether it can match below the folder itself.</summary>
    internal bool IsDeep { get; }

    internal bool Matches(string relativePath) => _regex.IsMatch(relativePath);

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest.StartsWith("**/"))
            {
                regex.Append("(?:[^/]+/)*");
                i += 2;
            }
            else if (rest.StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                regex.Append(
                    pattern[i] switch
                    {
                        '*' => "[^/]*",
                        '?' => "[^/]",
                        '[' => "[",
                        ']' => "]",
                        '-' => "-",
                        '{' => "(?:",
                        '}' => ")",
                        ',' => "|",
                        var letter => Regex.Escape(letter.ToString()),
                    }
                );
            }
        }

        return regex.ToString();
    }
}
