using System.Net.Security;

namespace LocalCluster.Network.Gateways;

/// <summary>The routes of one listener.</summary>
/// <param name="Host">The host names that the listener serves.</param>
/// <param name="Entries">Its routes, in the order in which they are tried.</param>
/// <param name="Certificate">Its certificate, where it ends TLS.</param>
internal sealed record ListenerRoutes(
    HostPattern Host,
    IReadOnlyList<RouteEntry> Entries,
    SslStreamCertificateContext? Certificate = null
);

/// <summary>All routes of one port. Immutable.</summary>
internal sealed class RoutingTable(IEnumerable<ListenerRoutes> listeners)
{
    private readonly ListenerRoutes[] _listeners =
    [
        .. listeners.OrderByDescending(l => l.Host.Rank).ThenByDescending(l => l.Host.Text.Length),
    ];

    public static RoutingTable Empty { get; } = new([]);

    /// <summary>
    /// The rule for a request. Only the listener with the closest host name is asked (listener isolation).
    /// </summary>
    public RouteEntry? Find(RequestFacts request) =>
        Listener(request.Host)
            ?.Entries.FirstOrDefault(e => e.Host.Matches(request.Host) && e.Match.Matches(request));

    /// <summary>The certificate for a host name; null if no listener serves it.</summary>
    public SslStreamCertificateContext? Certificate(string? host) =>
        Listener(host?.ToLowerInvariant() ?? "", withCertificate: true)?.Certificate
        ?? (
            string.IsNullOrEmpty(host)
                ? _listeners.FirstOrDefault(l => l.Certificate is not null)?.Certificate
                : null
        );

    private ListenerRoutes? Listener(string host, bool withCertificate = false) =>
        _listeners.FirstOrDefault(l =>
            (!withCertificate || l.Certificate is not null) && l.Host.Matches(host)
        );
}
