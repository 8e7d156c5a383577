using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.ReplicaSets;

/// <summary>The order in which surplus pods are deleted: the least useful first. Pure.</summary>
internal static class DeletionOrder
{
    public static IEnumerable<JsonObject> Of(IEnumerable<JsonObject> pods) =>
        pods.OrderBy(pod => pod.Text("spec", "nodeName") is { Length: > 0 } ? 1 : 0)
            .ThenBy(PhaseRank)
            .ThenBy(pod => Pods.IsReady(pod) ? 1 : 0)
            .ThenBy(Cost)
            .ThenByDescending(pod => Pods.ReadySince(pod) ?? DateTimeOffset.MinValue)
            .ThenByDescending(Pods.Restarts)
            .ThenByDescending(pod => pod.Created())
            .ThenBy(pod => pod.Name(), StringComparer.Ordinal);

    private static int PhaseRank(JsonObject pod) =>
        Pods.Phase(pod) switch
        {
            "Pending" => 0,
            "Unknown" => 1,
            _ => 2,
        };

    private static int Cost(JsonObject pod) =>
        int.TryParse(
            pod.Annotation("controller.kubernetes.io/pod-deletion-cost"),
            CultureInfo.InvariantCulture,
            out var cost
        )
            ? cost
            : 0;
}
