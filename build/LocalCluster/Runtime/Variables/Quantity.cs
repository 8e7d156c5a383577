using System.Globalization;

namespace LocalCluster.Runtime.Variables;

/// <summary>Kubernetes quantities: <c>250m</c>, <c>1.5</c>, <c>64Mi</c>, <c>1G</c>, <c>2e3</c>. Pure.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("Ki", 1024m), ("Mi", 1048576m), ("Gi", 1073741824m), ("Ti", 1099511627776m),
        ("Pi", 1125899906842624m), ("Ei", 1152921504606846976m),
        ("n", 1e-9m), ("u", 1e-6m), ("m", 1e-3m), ("k", 1e3m), ("M", 1e6m), ("G", 1e9m), ("T", 1e12m), ("P", 1e15m),
        ("E", 1e18m),
    ];

    /// <summary>The plain number; null when the text is no quantity.</summary>
    public static decimal? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        foreach (var (suffix, factor) in Suffixes)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && decimal.TryParse(text[..^suffix.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out var n))
                return n * factor;
        }
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain) ? plain : null;
    }

    /// <summary>The quantity in units of a divisor, rounded up, as <c>resourceFieldRef</c> gives it.</summary>
    public static string InUnitsOf(decimal quantity, decimal divisor) =>
        Math.Ceiling(quantity / (divisor == 0 ? 1 : divisor)).ToString("0", CultureInfo.InvariantCulture);
}
