using System.Text.Json.Nodes;
using LocalCluster.Network.Gateways;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Controllers.Gateways;

/// <summary>To which listeners of a Gateway a route attaches, with which host names. Pure.</summary>
/// <param name="Listeners">Those listeners.</param>
/// <param name="Refused">Why there are none.</param>
internal sealed record RouteAttachment(
    IReadOnlyList<(ListenerState Listener, IReadOnlyList<HostPattern> Hosts)> Listeners,
    Refused? Refused
)
{
    /// <param name="route">The route.</param>
    /// <param name="parent">Its reference to the Gateway.</param>
    /// <param name="gateway">The Gateway.</param>
    /// <param name="listeners">The Gateway's listeners.</param>
    /// <param name="labels">The labels of the route's namespace.</param>
    public static RouteAttachment Of(
        JsonObject route,
        JsonObject parent,
        JsonObject gateway,
        IReadOnlyList<ListenerState> listeners,
        IReadOnlyDictionary<string, string> labels
    )
    {
        var named = listeners.Where(l => IsMeant(parent, l)).ToList();
        if (named.Count == 0)
            return None("NoMatchingParent", "The Gateway has no such listener.");
        var open = named.Where(l => l.TakesRoutes && Admits(l, route, gateway, labels)).ToList();
        if (open.Count == 0)
            return None(
                "NotAllowedByListeners",
                $"No listener takes HTTPRoutes of namespace {route.NamespaceName()}."
            );
        var attached = open.Select(l => (l, Hosts(route, l))).Where(a => a.Item2.Count > 0).ToList();
        return attached.Count == 0
            ? None("NoMatchingListenerHostname", "No listener serves a host name of the route.")
            : new RouteAttachment(attached, null);
    }

    /// <summary>Whether a reference of a route leads to a Gateway.</summary>
    public static bool Names(JsonObject route, JsonObject parent, ObjectName gateway) =>
        parent.Text("kind") == "Gateway"
        && parent.Text("group") == Kinds.GatewayGroup
        && parent.Text("name") == gateway.Name
        && (parent.Text("namespace") ?? route.NamespaceName()) == gateway.Namespace;

    private static RouteAttachment None(string reason, string message) =>
        new([], new Refused(reason, message));

    private static bool IsMeant(JsonObject parent, ListenerState listener) =>
        (parent.Text("sectionName") ?? listener.Name) == listener.Name
        && (parent.Number("port") ?? listener.Port) == listener.Port;

    private static bool Admits(
        ListenerState listener,
        JsonObject route,
        JsonObject gateway,
        IReadOnlyDictionary<string, string> labels
    )
    {
        var namespaces = listener.Spec.At("allowedRoutes", "namespaces");
        return namespaces.Text("from") switch
        {
            "All" => true,
            "None" => false,
            "Selector" => namespaces.Object("selector") is { } selector
                && LabelSelector.Of(selector).Matches(labels),
            _ => route.NamespaceName() == gateway.NamespaceName(),
        };
    }

    private static IReadOnlyList<HostPattern> Hosts(JsonObject route, ListenerState listener)
    {
        var wanted = route.Strings("spec", "hostnames").ToList();
        return wanted.Count == 0
            ? [listener.Host]
            :
            [
                .. wanted
                    .Select(h => listener.Host.Intersect(HostPattern.Of(h)))
                    .OfType<HostPattern>()
                    .Distinct(),
            ];
    }
}
