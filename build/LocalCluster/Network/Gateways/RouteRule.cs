namespace LocalCluster.Network.Gateways;

/// <summary>How matching requests are handled.</summary>
/// <param name="Backends">The weighted backends.</param>
/// <param name="RoundRobin">Chooses the backend; kept as long as the weights stay the same.</param>
internal sealed record RouteRule(IReadOnlyList<Backend> Backends, WeightedRoundRobin RoundRobin)
{
    public RouteFilters Filters { get; init; } = RouteFilters.None;

    /// <summary>Timeout of the whole request; null for none.</summary>
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>Timeout of one backend request; null for none.</summary>
    public TimeSpan? BackendTimeout { get; init; }
}

/// <summary>A Service's port as the target of requests.</summary>
/// <param name="Name">Its name in errors.</param>
/// <param name="Endpoints">The ready endpoints at this moment; null if there is no such Service, or it may
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
