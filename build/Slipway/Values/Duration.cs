using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.Values;

/// <summary>Durations as Kubernetes and Go write them: <c>90s</c>, <c>1h30m</c>, <c>500ms</c>.</summary>
public static partial class Duration
{
    /// <summary>Reads a duration; false when the text is not one or longer than a year.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (!Form().IsMatch(text))
            return false;
        var milliseconds = Part()
            .Matches(text)
            .Sum(part =>
                double.Parse(part.Groups["number"].Value, CultureInfo.InvariantCulture)
                * UnitOf(part.Groups["unit"].Value)
            );
        if (milliseconds > TimeSpan.FromDays(366).TotalMilliseconds)
            return false;
        duration = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }

    /// <summary>The shortest text of that form, for example <c>1h30m</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var text =
            (duration >= TimeSpan.FromHours(1) ? $"{(long)duration.TotalHours}h" : "")
            + (duration.Minutes > 0 ? $"{duration.Minutes}m" : "")
            + (duration.Seconds > 0 ? $"{duration.Seconds}s" : "")
            + (duration.Milliseconds > 0 ? $"{duration.Milliseconds}ms" : "");
        return text.Length > 0 ? text : "0s";
    }

    private static double UnitOf(string unit) =>
        unit switch
        {
            "h" => 3_600_000,
            "m" => 60_000,
            "s" => 1_000,
            _ => 1,
        };

    [GeneratedRegex(@"^(\d{1,9}(\.\d{1,3})?(h|ms|m|s))+$")]
    private static partial Regex Form();

    [GeneratedRegex(@"(?<number>\d+(\.\d+)?)(?<unit>h|ms|m|s)")]
    private static partial Regex Part();
}
