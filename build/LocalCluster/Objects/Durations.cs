using System.Globalization;

namespace LocalCluster.Objects;

/// <summary>Durations as text: <c>90</c>, <c>90s</c>, <c>1m30s</c> or <c>500ms</c>.</summary>
internal static class Durations
{
    /// <summary>A duration; null when the text is none.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        var total = TimeSpan.Zero;
        var number = "";
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]) || text[i] == '.')
            {
                number += text[i];
                continue;
            }
            var unit = text.AsSpan(i).StartsWith("ms") ? "ms" : text[i].ToString();
            if (
                Unit(unit) is not { } size
                || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
            )
                return null;
            total += count * size;
            number = "";
            i += unit.Length - 1;
        }
        return number.Length == 0 ? total : null;
    }

    private static TimeSpan? Unit(string unit) =>
        unit switch
        {
            "h" => TimeSpan.FromHours(1),
            "m" => TimeSpan.FromMinutes(1),
            "s" => TimeSpan.FromSeconds(1),
            "ms" => TimeSpan.FromMilliseconds(1),
            _ => null,
        };
}
