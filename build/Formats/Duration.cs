using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.Formats;

/// <summary>
/// Durations as Go and Kubernetes write them: <c>90s</c>, <c>1h30m</c>, <c>1.5h</c>, <c>500ms</c>. The Gateway API's
/// (GEP-2257) are among them.
/// </summary>
public static partial class Duration
{
    // Go counts nanoseconds in 64 bits; no longer duration can be written for it.
    private const double LongestInTicks = long.MaxValue / TimeSpan.NanosecondsPerTick;

    /// <summary>
    /// Reads a duration without a sign; false when the text is not one, or is more than 292 years.
    /// </summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (Form().Match(text ?? "") is not { Success: true } match)
            return false;
        var ticks = match
            .Groups["number"]
            .Captures.Zip(match.Groups["unit"].Captures)
            .Sum(part =>
                double.Parse(part.First.ValueSpan, CultureInfo.InvariantCulture) * TicksOf(part.Second.Value)
            );
        if (ticks > LongestInTicks)
            return false;
        duration = TimeSpan.FromTicks((long)Math.Round(ticks));
        return true;
    }

    /// <summary>The shortest text, to the millisecond: <c>1h30m</c>, <c>5m</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var text =
            (duration >= TimeSpan.FromHours(1) ? $"{(long)duration.TotalHours}h" : "")
            + (duration.Minutes > 0 ? $"{duration.Minutes}m" : "")
            + (duration.Seconds > 0 ? $"{duration.Seconds}s" : "")
            + (duration.Milliseconds > 0 ? $"{duration.Milliseconds}ms" : "");
        return text.Length > 0 ? text : "0s";
    }

    /// <summary>
    /// The text of Go's <c>time.Duration.String</c>, which never leaves out a smaller unit: <c>5m0s</c>,
    /// <c>1m1.5s</c>, <c>12.5ms</c>.
    /// </summary>
    public static string FormatAsGo(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero)
            return $"-{FormatAsGo(duration.Negate())}";
        if (duration == TimeSpan.Zero)
            return "0s";
        if (duration < TimeSpan.FromSeconds(1))
            return duration < TimeSpan.FromMicroseconds(1) ? Number(duration, 0.01m, "ns")
                : duration < TimeSpan.FromMilliseconds(1)
                    ? Number(duration, TimeSpan.TicksPerMicrosecond, "µs")
                : Number(duration, TimeSpan.TicksPerMillisecond, "ms");
        var rest = TimeSpan.FromTicks(duration.Ticks % TimeSpan.TicksPerMinute);
        return (duration >= TimeSpan.FromHours(1) ? $"{(long)duration.TotalHours}h" : "")
            + (duration >= TimeSpan.FromMinutes(1) ? $"{duration.Minutes}m" : "")
            + Number(rest, TimeSpan.TicksPerSecond, "s");
    }

    private static string Number(TimeSpan duration, decimal ticks, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks:0.#######}{unit}");

    private static double TicksOf(string unit) =>
        unit switch
        {
            "h" => TimeSpan.TicksPerHour,
            "m" => TimeSpan.TicksPerMinute,
            "s" => TimeSpan.TicksPerSecond,
            "ms" => TimeSpan.TicksPerMillisecond,
            "ns" => 1.0 / TimeSpan.NanosecondsPerTick,
            _ => TimeSpan.TicksPerMicrosecond,
        };

    // Both signs for micro, U+00B5 and U+03BC.
    [GeneratedRegex("""^((?<number>[0-9]+(\.[0-9]*)?|\.[0-9]+)(?<unit>h|ms|m|s|us|\u00B5s|\u03BCs|ns))+\z""")]
    private static partial Regex Form();
}
