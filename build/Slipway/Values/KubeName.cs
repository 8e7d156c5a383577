using System.Text.RegularExpressions;

namespace Slipway.Values;

/// <summary>
/// The names that Kubernetes accepts for namespaces, Services and label values of that kind.
/// </summary>
public static partial class KubeName
{
    /// <summary>The rule for a label, to be appended to a sentence.</summary>
    public const string LabelRule =
        "at most 63 characters: lower-case letters, digits and '-', with a letter or digit at both ends";

    /// <summary>Whether this is a label in the sense of RFC 1123.</summary>
    public static bool IsLabel(string text) => text.Length is > 0 and <= 63 && Label().IsMatch(text);

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex Label();
}
