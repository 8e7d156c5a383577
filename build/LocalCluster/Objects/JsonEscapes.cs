using System.Globalization;
using System.Text;

namespace LocalCluster.Objects;

/// <summary>
/// Escapes in JSON texts that stand for half a character. Go reads one as U+FFFD, .NET refuses to give out the
/// string, at whatever place asks for it. Pure.
/// </summary>
internal static class JsonEscapes
{
    private const string Replacement = "fffd";

    /// <summary>The text with U+FFFD for each half of a surrogate pair without the other.</summary>
    public static string Repaired(string json)
    {
        if (!json.Contains(@"\ud", StringComparison.OrdinalIgnoreCase))
            return json;
        var result = new StringBuilder(json);
        for (var i = 0; i + 1 < json.Length; i++)
        {
            if (json[i] != '\\')
                continue;
            if (Half(json, i) == 1 && Half(json, i + 6) == 2)
                i += 11;
            else if (Half(json, i) is not 0)
                result.Remove(i + 2, 4).Insert(i + 2, Replacement);
            else
                i++;
        }
        return result.ToString();
    }

    /// <summary>Which half of a pair is escaped here, the first or the second; 0 for none.</summary>
    private static int Half(string json, int at)
    {
        if (at + 6 > json.Length || json[at] != '\\' || json[at + 1] != 'u')
            return 0;
        return int.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, null, out var code)
            ? code switch
            {
                >= 0xD800 and <= 0xDBFF => 1,
                >= 0xDC00 and <= 0xDFFF => 2,
                _ => 0,
            }
            : 0;
    }
}
