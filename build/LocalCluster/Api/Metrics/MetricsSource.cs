using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;

namespace LocalCluster.Api.Metrics;

/// <summary>
/// The objects of metrics.k8s.io, which are stored nowhere: each request gets what was measured last.
/// </summary>
internal sealed class MetricsSource(ObjectStore store, IUsageMeter meter)
{
    /// <summary>The metrics of all pods of a namespace, or of all nodes.</summary>
    public IEnumerable<Stored> List(KindDefinition kind, string? ns) =>
        kind.Kind.Kind == "PodMetrics"
            ? store.List("", "pods", ns).Objects.Select(pod => Of(kind, pod)).OfType<Stored>()
            : store.List("", "nodes", null).Objects.Select(node => Of(kind, node)).OfType<Stored>();

    /// <summary>The metrics of one pod or node; null if there are none.</summary>
    public Stored? Get(KindDefinition kind, ObjectKey key) =>
        store.Get(key with { Group = "" }) is { } measured ? Of(kind, measured) : null;

    private Stored? Of(KindDefinition kind, Stored measured)
    {
        JsonObject? obj = null;
        if (kind.Kind.Kind == "NodeMetrics" && meter.OfNode() is { } node)
        {
            obj = Head(kind, measured, node.At, node.Window);
            obj["usage"] = Amounts(node.Usage);
        }
        else if (kind.Kind.Kind == "PodMetrics" && meter.Of(measured.Object) is { } pod)
        {
            obj = Head(kind, measured, pod.At, pod.Window);
            obj["containers"] = new JsonArray([
                .. pod.Containers.Select(
                    JsonNode (c) => new JsonObject { ["name"] = c.Key, ["usage"] = Amounts(c.Value) }
                ),
            ]);
        }
        return obj is null
            ? null
            : new Stored(measured.Key with { Group = Kinds.MetricsGroup }, measured.Version, obj);
    }

    private static JsonObject Head(KindDefinition kind, Stored measured, DateTimeOffset at, TimeSpan window)
    {
        var metadata = new JsonObject { ["name"] = measured.Object.Name() };
        if (measured.Object.Namespace() is { } ns)
            metadata["namespace"] = ns;
        metadata["creationTimestamp"] = Timestamps.Seconds(at);
        if (measured.Object.At("metadata", "labels") is { } labels)
            metadata["labels"] = labels.DeepClone();
        return new JsonObject
        {
            ["kind"] = kind.Kind.Kind,
            ["apiVersion"] = kind.Kind.ApiVersion,
            ["metadata"] = metadata,
            ["timestamp"] = Timestamps.Seconds(at),
            ["window"] = string.Create(CultureInfo.InvariantCulture, $"{window.TotalSeconds:0.###}s"),
        };
    }

    private static JsonObject Amounts(Usage usage) =>
        new()
        {
            ["cpu"] = new Quantity(
                decimal.Ceiling(usage.Cores * 1_000_000_000) / 1_000_000_000,
                ""
            ).ToString(),
            ["memory"] = new Quantity(decimal.Ceiling(usage.Bytes / 1024) * 1024, "Ki").ToString(),
        };
}
