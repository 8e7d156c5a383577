using System.Text.Json.Nodes;
using LocalCluster.Network.Gateways;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>
/// Makes entries of a routing table from all Ingresses. Pure but for the backends' endpoints.
/// </summary>
/// <param name="backend">Finds the backend of an Ingress of a namespace.</param>
/// <param name="roundRobins">The round robin of a rule with these weights.</param>
internal sealed class IngressCompiler(
    Func<string, JsonObject?, Backend> backend,
    Func<string, IReadOnlyList<int>, WeightedRoundRobin> roundRobins
)
{
    public IReadOnlyList<RouteEntry> Compile(IReadOnlyList<JsonObject> ingresses)
    {
        var parts = ingresses.SelectMany(i => Paths(i)).ToList();
        var canaries = parts
            .Where(p => p.Canary is not null)
            .OrderBy(p => p.Ingress.Created())
            .DistinctBy(p => p.Key)
            .ToDictionary(p => p.Key);
        return RouteEntry.InOrder(
            parts
                .Where(p => p.Canary is null)
                .SelectMany(p =>
                    canaries.TryGetValue(p.Key, out var canary)
                        ? Split(p, canary)
                        : [Entry(p, 0, [], Only(p))]
                )
        );
    }

    private static IEnumerable<IngressPath> Paths(JsonObject ingress)
    {
        var canary = CanaryAnnotations.Of(ingress);
        if (ingress.Object("spec", "defaultBackend") is { } fallback && canary is null)
            yield return new IngressPath(ingress, HostPattern.Any, PathMatch.All, fallback, null);
        foreach (var rule in ingress.Items("spec", "rules"))
        {
            var host = HostPattern.Of(rule.Text("host"), oneLabel: true);
            foreach (var path in rule.Items("http", "paths"))
            {
                var kind = path.Text("pathType") == "Exact" ? PathKind.Exact : PathKind.Prefix;
                var match = new PathMatch(kind, path.Text("path") is { Length: > 0 } text ? text : "/");
                yield return new IngressPath(ingress, host, match, path.Object("backend"), canary);
            }
        }
    }

    /// <summary>The ways to the stable and to the canary backend, the first that matches decides.</summary>
    private IEnumerable<RouteEntry> Split(IngressPath stable, IngressPath canary)
    {
        var annotations = canary.Canary!;
        var order = 0;
        foreach (var (always, never) in annotations.Always.Zip(annotations.Never))
        {
            yield return Entry(stable, order++, [always], Only(canary));
            if (never is not null)
                yield return Entry(stable, order++, [never], Only(stable));
        }
        List<int> weights = [annotations.Total - annotations.Weight, annotations.Weight];
        yield return Entry(
            stable,
            order,
            [],
            new RouteRule([Backend(stable), Backend(canary)], roundRobins(stable.Key.ToString(), weights))
        );
    }

    private RouteRule Only(IngressPath path) => new([Backend(path)], new WeightedRoundRobin([1]));

    private Backend Backend(IngressPath path) => backend(path.Ingress.NamespaceName(), path.Backend);

    private static RouteEntry Entry(
        IngressPath path,
        int order,
        IReadOnlyList<FieldMatch> fields,
        RouteRule rule
    ) =>
        new(
            path.Host,
            new RequestMatch(path.Path, null, fields),
            rule,
            new RouteOrigin(path.Ingress.Created(), ObjectName.Of(path.Ingress).ToString(), order)
        );

    private sealed record IngressPath(
        JsonObject Ingress,
        HostPattern Host,
        PathMatch Path,
        JsonObject? Backend,
        CanaryAnnotations? Canary
    )
    {
        public (string Namespace, string Host, PathKind Kind, string Path) Key =>
            (Ingress.NamespaceName(), Host.Text, Path.Kind, Path.Value);
    }
}
