using System.Text.Json.Nodes;
using LocalCluster.Network.Gateways;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>
/// Makes entries of a routing table from an HTTPRoute. Pure but for the backends' endpoints.
/// </summary>
/// <param name="backend">Finds the target of a backendRef of a namespace.</param>
/// <param name="roundRobins">The round robin of a rule with these weights.</param>
internal sealed class RouteCompiler(
    Func<string, JsonObject, Backend> backend,
    Func<string, IReadOnlyList<int>, WeightedRoundRobin> roundRobins
)
{
    /// <summary>What of a route is not served here; null if all is.</summary>
    public static Refused? Unsupported(JsonObject route)
    {
        try
        {
            foreach (var rule in route.Items("spec", "rules"))
            {
                if (FilterCompiler.Unsupported(rule) is { } filter)
                    return new Refused("UnsupportedValue", filter);
                foreach (var match in rule.Items("matches"))
                    Match(match);
            }
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return new Refused("UnsupportedValue", $"A regular expression cannot be used: {e.Message}");
        }
    }

    /// <summary>The entries of a route for host names; the route must have nothing unsupported.</summary>
    public IEnumerable<RouteEntry> Compile(JsonObject route, IReadOnlyList<HostPattern> hosts)
    {
        foreach (var (i, rule) in route.Items("spec", "rules").Index())
        {
            var compiled = Rule(route, rule, i);
            var origin = new RouteOrigin(route.Created(), ObjectName.Of(route).ToString(), i);
            foreach (var match in rule.Items("matches").Select(Match))
            {
                foreach (var host in hosts)
                    yield return new RouteEntry(host, match, compiled, origin);
            }
        }
    }

    private RouteRule Rule(JsonObject route, JsonObject rule, int index)
    {
        var references = rule.Items("backendRefs").ToList();
        var weights = references.Select(r => r.Number("weight") is { } weight ? (int)weight : 1).ToList();
        return new RouteRule(
            [
                .. references.Select(r =>
                    backend(route.NamespaceName(), r) with
                    {
                        Filters = FilterCompiler.Read(r.Items("filters")),
                    }
                ),
            ],
            roundRobins($"{route.Uid()}/{index}", weights)
        )
        {
            Filters = FilterCompiler.Read(rule.Items("filters")),
            RequestTimeout = Durations.Parse(rule.Text("timeouts", "request")),
            BackendTimeout = Durations.Parse(rule.Text("timeouts", "backendRequest")),
        };
    }

    private static RequestMatch Match(JsonObject match) =>
        new(
            new PathMatch(
                match.Text("path", "type") switch
                {
                    "Exact" => PathKind.Exact,
                    "RegularExpression" => PathKind.Regex,
                    _ => PathKind.Prefix,
                },
                match.Text("path", "value") ?? "/"
            ),
            match.Text("method"),
            [
                .. match.Items("headers").Select(h => Field(FieldPlace.Header, h)),
                .. match.Items("queryParams").Select(q => Field(FieldPlace.Query, q)),
            ]
        );

    private static FieldMatch Field(FieldPlace place, JsonObject field) =>
        new(
            place,
            field.Text("name") ?? "",
            field.Text("value") ?? "",
            field.Text("type") == "RegularExpression"
        );
}
