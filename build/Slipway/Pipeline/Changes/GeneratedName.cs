using System.Text.RegularExpressions;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>Knows the names of what Kustomize generates: with each content they have another suffix. Pure.</summary>
internal static partial class GeneratedName
{
    /// <summary>The name without its suffix; null where the object was not generated.</summary>
    public static string? Stem(GroupKind kind, string name) =>
        kind is ("", "ConfigMap" or "Secret") && Generated().Match(name) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    // The alphabet of kustomize's suffix: hexadecimal digits without those that could form words.
    [GeneratedRegex("^(.+)-[bcdfghkmt2456789]{10}$")]
    private static partial Regex Generated();
}
