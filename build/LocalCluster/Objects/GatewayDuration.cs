using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalCluster.Objects;

/// <summary>Durations of the Gateway API: <c>1h30m</c>, <c>10s</c>, <c>500ms</c> (GEP-2257).</summary>
internal static partial class GatewayDuration
{
    /// <summary>The duration; null if there is none, or none that can be read.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (text is null || Form().Match(text) is not { Success: true } match)
            return null;
        var sum = TimeSpan.Zero;
        foreach (var (number, unit) in match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures))
        {
            var count = int.Parse(number.Value, CultureInfo.InvariantCulture);
            sum += unit.Value switch
            {
                "h" => TimeSpan.FromHours(count),
                "m" => TimeSpan.FromMinutes(count),
                "s" => TimeSpan.FromSeconds(count),
                _ => TimeSpan.FromMilliseconds(count),
            };
        }
        return sum;
    }

    [GeneratedRegex(@"^((?<number>[0-9]{1,5})(?<unit>h|ms|m|s)){1,4}$")]
    private static partial Regex Form();
}
