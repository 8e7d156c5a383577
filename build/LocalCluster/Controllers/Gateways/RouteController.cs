using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>Writes the status of routes for each of their Gateways.</summary>
internal sealed class RouteController(ClusterView view, GatewayModel model, TimeProvider time) : IController
{
    public string Name => "route-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
    [
        Kinds.HttpRoute,
        Kinds.Gateway,
        Kinds.GatewayClass,
        Kinds.ReferenceGrant,
        Kinds.Service,
        Kinds.Namespace,
    ];

    public IEnumerable<ObjectName> Affected(Change change) =>
        change.Kind == Kinds.HttpRoute
            ? [ObjectName.Of(change.Object)]
            : view.List(Kinds.HttpRoute).Select(ObjectName.Of);

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.HttpRoute, key.Namespace, key.Name) is not { } route || route.IsBeingDeleted())
            return null;
        var parents = new JsonArray([
            .. route.Items("status", "parents").Where(p => !IsOurs(p)).Select(p => p.DeepClone()),
            .. route.Items("spec", "parentRefs").Select(p => Parent(route, p)).OfType<JsonNode>(),
        ]);
        var before = route.At("status", "parents") as JsonArray;
        if (JsonNode.DeepEquals(before, parents) || before is null && parents.Count == 0)
            return null;
        var updated = route.Copy();
        updated["status"] = new JsonObject { ["parents"] = parents };
        view.UpdateStatus(Kinds.HttpRoute, updated);
        return null;
    }

    private static bool IsOurs(JsonObject parent) =>
        parent.Text("controllerName") == GatewayClassController.ControllerName;

    /// <summary>Null if the reference leads to nothing that is served here.</summary>
    private JsonObject? Parent(JsonObject route, JsonObject parent)
    {
        var name = new ObjectName(
            parent.Text("namespace") ?? route.NamespaceName(),
            parent.Text("name") ?? ""
        );
        if (!RouteAttachment.Names(route, parent, name) || model.Gateway(name) is not { } gateway)
            return null;
        var attachment = model.Attach(route, parent, gateway, model.Listeners(gateway));
        var before = route
            .Items("status", "parents")
            .FirstOrDefault(p => IsOurs(p) && JsonNode.DeepEquals(p["parentRef"], parent));
        return new JsonObject
        {
            ["parentRef"] = parent.DeepClone(),
            ["controllerName"] = GatewayClassController.ControllerName,
            ["conditions"] = new GatewayConditions(
                before,
                route.Number("metadata", "generation") ?? 0,
                time.GetUtcNow()
            )
                .Add("Accepted", attachment.Refused)
                .Add("ResolvedRefs", model.Unresolved(route))
                .All,
        };
    }
}
