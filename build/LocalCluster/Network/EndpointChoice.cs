using System.Net;

namespace LocalCluster.Network;

/// <summary>
/// Chooses the endpoint of a new connection: the one of the caller's last connection if its Service has
/// session affinity that has not expired, else a random one.
/// </summary>
/// <param name="ready">The endpoints that are ready now.</param>
/// <param name="stickyTime">Session affinity timeout; null without affinity.</param>
/// <param name="time">The clock.</param>
internal sealed class EndpointChoice(
    Func<IReadOnlyList<IPEndPoint>> ready,
    Func<TimeSpan?> stickyTime,
    TimeProvider time
)
{
    private const int Remembered = 1024;
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, (IPEndPoint Endpoint, DateTimeOffset Since)> _last = [];

    /// <summary>The endpoints in the order in which to try them.</summary>
    public IEnumerable<IPEndPoint> InOrder(IPAddress caller)
    {
        List<IPEndPoint> endpoints = [.. ready()];
        var first = Last(caller) is { } last ? endpoints.IndexOf(last) : -1;
        if (first < 0 && endpoints.Count > 0)
            first = Random.Shared.Next(endpoints.Count);
        return Enumerable.Range(0, endpoints.Count).Select(i => endpoints[(first + i) % endpoints.Count]);
    }

    /// <summary>Records where a caller's connection went.</summary>
    public void Remember(IPAddress caller, IPEndPoint endpoint)
    {
        if (stickyTime() is not { } limit)
            return;
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_last.Count >= Remembered)
            {
                var over = _last.Where(p => now - p.Value.Since >= limit).Select(p => p.Key).ToArray();
                foreach (var old in over)
                    _last.Remove(old);
            }
            _last[caller] = (endpoint, now);
        }
    }

    private IPEndPoint? Last(IPAddress caller)
    {
        if (stickyTime() is not { } limit)
            return null;
        lock (_gate)
        {
            return _last.TryGetValue(caller, out var last) && time.GetUtcNow() - last.Since < limit
                ? last.Endpoint
                : null;
        }
    }
}
