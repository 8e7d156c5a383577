using System.Globalization;
using Slipway.Values;

namespace Slipway.Kubernetes;

/// <summary>What is read of a container's log (<c>PodLogOptions</c> of the Kubernetes API).</summary>
/// <param name="Since">From when on, to the second; null from its beginning.</param>
/// <param name="Tail">How many lines at most, the last ones; null for all.</param>
/// <param name="Previous">Whether the container's run before the present one is meant.</param>
/// <param name="Follow">Whether what it writes from now on is read too, until it ends.</param>
public sealed record LogRange(
    DateTimeOffset? Since = null,
    int? Tail = null,
    bool Previous = false,
    bool Follow = false
)
{
    internal string Query =>
        "&timestamps=true"
        + (Follow ? "&follow=true" : "")
        + (Previous ? "&previous=true" : "")
        + (Tail is { } lines ? $"&tailLines={lines.ToString(CultureInfo.InvariantCulture)}" : "")
        + (Since is { } time ? $"&sinceTime={time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" : "");
}

/// <summary>A line of a log.</summary>
/// <param name="Time">When the container wrote it.</param>
/// <param name="Text">The line, without anything that a terminal or a CI host would obey.</param>
public sealed record TimedLine(DateTimeOffset Time, string Text)
{
    /// <summary>Reads a line that begins with its time (RFC 3339); null where it does not.</summary>
    internal static TimedLine? Parse(string line) =>
        line.IndexOf(' ') is > 0 and var end
        && DateTimeOffset.TryParse(
            line.AsSpan(0, end),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? new TimedLine(time, VisibleText.Line(line[(end + 1)..]))
            : null;
}
