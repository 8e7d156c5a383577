namespace LocalCluster.Network.Gateways;

/// <summary>What happens to requests.</summary>
/// <param name="Backends">Where they go.</param>
/// <param name="Turn">Whose turn it is; it outlives the rule as long as the weights stay.</param>
internal sealed record RouteRule(IReadOnlyList<Backend> Backends, WeightedTurn Turn)
{
    public RouteFilters Filters { get; init; } = RouteFilters.None;

    /// <summary>How long the whole exchange may take; null for any time.</summary>
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>How long one backend may take; null for any time.</summary>
    public TimeSpan? BackendTimeout { get; init; }
}

/// <summary>A Service's port as the target of requests.</summary>
/// <param name="Name">How errors call it.</param>
/// <param name="Endpoints">The ready endpoints at this moment; null where there is no such Service, or it may
/// not be used.</param>
internal sealed record Backend(string Name, IEndpoints? Endpoints)
{
    public RouteFilters Filters { get; init; } = RouteFilters.None;
}

/// <summary>The ready endpoints of a Service's port.</summary>
internal interface IEndpoints
{
    /// <summary>Whether they speak HTTP/2 without TLS (<c>appProtocol: kubernetes.io/h2c</c>).</summary>
    bool SpeakHttp2 { get; }

    /// <summary>The endpoints that are ready now, in the order in which they are to be tried.</summary>
    IReadOnlyList<System.Net.IPEndPoint> Next();
}
