using System.Globalization;

namespace LocalCluster.Runtime.Logs;

/// <summary>
/// The format of log files: <c>time stdout F text</c> (the Kubernetes CRI logging format). Pure.
/// </summary>
internal static class LogLine
{
    private const string Stream = " stdout F ";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'";

    public static string Prefix(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + Stream;

    /// <summary>Takes a line of a log file apart; null for one that was cut by a crash.</summary>
    public static (DateTimeOffset Time, string Stamp, string Text)? Parse(string line)
    {
        var space = line.IndexOf(' ');
        if (
            space < 0
            || !line.AsSpan(space).StartsWith(Stream)
            || !DateTimeOffset.TryParse(line.AsSpan(0, space), CultureInfo.InvariantCulture, out var time)
        )
            return null;
        return (time, line[..space], line[(space + Stream.Length)..]);
    }
}
