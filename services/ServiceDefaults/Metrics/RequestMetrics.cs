using System.Collections.Concurrent;

namespace ServiceDefaults.Metrics;

/// <summary>What requests a request counter counts: their method, route template and status code.</summary>
internal readonly record struct RequestKind(string Method, string Route, int Status);

/// <summary>Counts and times the requests that were answered. Safe for concurrent use.</summary>
internal sealed class RequestMetrics(DateTimeOffset processStart)
{
    /// <summary>Upper bounds in seconds; the defaults of the Prometheus client libraries.</summary>
    public static readonly IReadOnlyList<double> Bounds = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<RequestKind, long> _counts = new();
    private readonly ConcurrentDictionary<string, Histogram> _durations = new(StringComparer.Ordinal);

    public DateTimeOffset ProcessStart { get; } = processStart;

    public IEnumerable<KeyValuePair<RequestKind, long>> Counts =>
        _counts.OrderBy(count => (count.Key.Route, count.Key.Method, count.Key.Status));

    public IEnumerable<KeyValuePair<string, Histogram>> Durations =>
        _durations.OrderBy(duration => duration.Key, StringComparer.Ordinal);

    public void Record(RequestKind kind, TimeSpan duration)
    {
        _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
        _durations.GetOrAdd(kind.Route, _ => new Histogram(Bounds)).Observe(duration.TotalSeconds);
    }
}
