using System.Text;
using LocalCluster.Api.Pods;

namespace LocalCluster.Runtime.Logs;

/// <summary>Which lines of a log a reader asked for, and in which form. Pure.</summary>
internal sealed class LogSelection(PodLogOptions options, DateTimeOffset now)
{
    private readonly DateTimeOffset? _since = options.SinceSeconds is { } seconds
        ? now - TimeSpan.FromSeconds(seconds)
        : options.SinceTime;

    private long _left = options.LimitBytes ?? long.MaxValue;

    /// <summary>Whether nothing more may be sent.</summary>
    public bool IsExhausted => _left <= 0;

    /// <summary>Whether the time of a line is among those asked for.</summary>
    public bool Takes(DateTimeOffset time) => _since is null || time >= _since;

    /// <summary>The last lines that were asked for, of those written so far.</summary>
    public IEnumerable<string> Tail(IEnumerable<string> lines)
    {
        var wanted = lines.Where(line => LogLine.Parse(line) is { } parsed && Takes(parsed.Time));
        return options.TailLines is { } count ? wanted.TakeLast((int)Math.Min(count, int.MaxValue)) : wanted;
    }

    /// <summary>A line as it is sent; empty when it is not wanted.</summary>
    public byte[] Render(string line)
    {
        if (LogLine.Parse(line) is not { } parsed || !Takes(parsed.Time) || IsExhausted)
            return [];
        var text = (options.Timestamps ? $"{parsed.Stamp} {parsed.Text}" : parsed.Text) + "\n";
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > _left)
            bytes = bytes[..(int)_left];
        _left -= bytes.Length;
        return bytes;
    }
}
