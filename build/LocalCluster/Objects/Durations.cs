using Slipway.Formats;

namespace LocalCluster.Objects;

/// <summary>Reads durations that may be missing.</summary>
internal static class Durations
{
    /// <summary>A duration; null when the text is none.</summary>
    public static TimeSpan? Parse(string? text) =>
        Duration.TryParse(text, out var duration) ? duration : null;

    /// <summary>A duration or a number of seconds: <c>90</c>, <c>1m30s</c>; null when the text is neither.</summary>
    public static TimeSpan? ParseSeconds(string? text) => Parse(text) ?? Parse($"{text}s");
}
