using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>Accepts the GatewayClasses that name this controller.</summary>
internal sealed class GatewayClassController(ClusterView view, TimeProvider time) : IController
{
    public const string ControllerName = "slipway.dev/local-gateway";

    public string Name => "gateway-class-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } = [Kinds.GatewayClass];

    public IEnumerable<ObjectName> Affected(Change change) => [ObjectName.Of(change.Object)];

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.GatewayClass, "", key.Name) is not { } found || !IsOurs(found))
            return null;
        var updated = found.Copy();
        updated.Child("status")["conditions"] = new GatewayConditions(
            found["status"],
            found.Number("metadata", "generation") ?? 0,
            time.GetUtcNow()
        )
            .Add("Accepted", null)
            .All;
        if (!JsonNode.DeepEquals(updated["status"], found["status"]))
            view.UpdateStatus(Kinds.GatewayClass, updated);
        return null;
    }

    /// <summary>Whether a Gateway's class is one of those that are served here.</summary>
    public static bool Serves(ClusterView view, JsonObject gateway) =>
        view.Get(Kinds.GatewayClass, "", gateway.Text("spec", "gatewayClassName") ?? "") is { } found
        && IsOurs(found);

    private static bool IsOurs(JsonObject gatewayClass) =>
        gatewayClass.Text("spec", "controllerName") == ControllerName;
}
