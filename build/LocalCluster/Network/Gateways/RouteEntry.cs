namespace LocalCluster.Network.Gateways;

/// <summary>Requests for which all of these hold.</summary>
internal sealed record RequestMatch(PathMatch Path, string? Method, IReadOnlyList<FieldMatch> Fields)
{
    public bool Matches(RequestFacts request) =>
        (Method is null || Method == request.Method)
        && Path.Matches(request.Path)
        && Fields.All(field => field.Matches(request));

    public int Count(bool ofQuery) => Fields.Count(f => (f.Place == FieldPlace.Query) == ofQuery);
}

/// <summary>One way to a rule.</summary>
/// <param name="Host">The host names.</param>
/// <param name="Match">The requests.</param>
/// <param name="Rule">What happens to them.</param>
/// <param name="Origin">Whose rule it is; decides between equals.</param>
internal sealed record RouteEntry(HostPattern Host, RequestMatch Match, RouteRule Rule, RouteOrigin Origin)
{
    /// <summary>
    /// The order in which entries are tried, as the Gateway API requires: the closer host, the closer path, a
    /// method, more headers, more query parameters, the older route, its name, its earlier rule.
    /// </summary>
    public static IReadOnlyList<RouteEntry> InOrder(IEnumerable<RouteEntry> entries) =>
        [
            .. entries
                .OrderByDescending(e => e.Host.Rank)
                .ThenByDescending(e => e.Host.Text.Length)
                .ThenByDescending(e => e.Match.Path.Kind)
                .ThenByDescending(e => e.Match.Path.Value.Length)
                .ThenByDescending(e => e.Match.Method is not null)
                .ThenByDescending(e => e.Match.Count(ofQuery: false))
                .ThenByDescending(e => e.Match.Count(ofQuery: true))
                .ThenBy(e => e.Origin.Created)
                .ThenBy(e => e.Origin.Name, StringComparer.Ordinal)
                .ThenBy(e => e.Origin.Index),
        ];
}

/// <summary>The route that an entry comes from.</summary>
/// <param name="Created">When it was created.</param>
/// <param name="Name">Its namespace and name.</param>
/// <param name="Index">The position of the rule in it.</param>
internal sealed record RouteOrigin(DateTimeOffset Created, string Name, int Index);
