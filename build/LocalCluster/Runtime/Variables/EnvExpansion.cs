using System.Text;
using System.Text.RegularExpressions;

namespace LocalCluster.Runtime.Variables;

/// <summary>
/// <c>$(NAME)</c> in command, args and env values, as Kubernetes expands it: <c>$$</c> is a dollar sign, and
/// a reference to an unknown variable stays as it is. Pure.
/// </summary>
internal static partial class EnvExpansion
{
    /// <summary>The variables that a text refers to.</summary>
    public static IEnumerable<string> Names(string text) =>
        Reference().Matches(text.Replace("$$", "", StringComparison.Ordinal)).Select(m => m.Groups[1].Value);

    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }
            var close = text[i + 1] == '(' ? text.IndexOf(')', i) : -1;
            if (text[i + 1] == '$')
            {
                result.Append('$');
                i++;
            }
            else if (close < 0)
            {
                result.Append('$');
            }
            else
            {
                var name = text[(i + 2)..close];
                result.Append(variables.TryGetValue(name, out var value) ? value : $"$({name})");
                i = close;
            }
        }
        return result.ToString();
    }

    [GeneratedRegex(@"\$\(([^)]*)\)")]
    private static partial Regex Reference();
}
