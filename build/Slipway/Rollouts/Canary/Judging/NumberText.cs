using System.Globalization;

namespace Slipway.Rollouts.Canary.Judging;

/// <summary>Numbers as people read them.</summary>
internal static class NumberText
{
    /// <summary>For example <c>6 of 116 (5.17 %)</c>.</summary>
    public static string Of(Proportion proportion) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{proportion.Hits} of {proportion.Of} ({Percent(proportion.Share)})"
        );

    /// <summary>A share from 0 to 1 in percent.</summary>
    public static string Percent(double share) =>
        Math.Round(share * 100, share < 0.001 ? 3 : 2).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    /// <summary>A time that may be unknown.</summary>
    public static string Duration(TimeSpan? time) => Duration(time?.TotalSeconds);

    /// <summary>Seconds that may be unknown.</summary>
    public static string Duration(double? seconds) =>
        seconds switch
        {
            null => "–",
            < 0.01 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.#} ms"),
            < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms"),
            < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        };
}
