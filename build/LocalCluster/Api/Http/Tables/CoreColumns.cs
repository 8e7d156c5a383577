using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Api.Http.Tables;

/// <summary>Columns of the kinds in the core group that have not their own file.</summary>
internal static class CoreColumns
{
    public static IEnumerable<KindColumns> All =>
        [
            new(
                "Pod",
                [
                    Columns.Name,
                    new("Ready", "string", false, (o, _) => PodSummary.Ready(o)),
                    new("Status", "string", false, (o, _) => PodSummary.Status(o)),
                    new("Restarts", "string", false, (o, now) => PodSummary.Restarts(o, now)),
                    Columns.Age,
                    Columns.Text("IP", o => o.Text("status", "podIP"), wide: true),
                    Columns.Text("Node", o => o.Text("spec", "nodeName"), wide: true),
                    Columns.Text("Nominated Node", o => o.Text("status", "nominatedNodeName"), wide: true),
                    Columns.Text("Readiness Gates", PodSummary.ReadinessGates, wide: true),
                ]
            ),
            new(
                "Namespace",
                [Columns.Name, Columns.Text("Status", o => o.Text("status", "phase")), Columns.Age]
            ),
            new(
                "Node",
                [
                    Columns.Name,
                    Columns.Text("Status", NodeStatus),
                    Columns.Text("Roles", Roles),
                    Columns.Age,
                    Columns.Text("Version", o => o.Text("status", "nodeInfo", "kubeletVersion")),
                    Columns.Text("Internal-IP", o => Address(o, "InternalIP"), wide: true),
                    Columns.Text("External-IP", o => Address(o, "ExternalIP"), wide: true),
                    Columns.Text("OS-Image", o => o.Text("status", "nodeInfo", "osImage"), wide: true),
                    Columns.Text(
                        "Kernel-Version",
                        o => o.Text("status", "nodeInfo", "kernelVersion"),
                        wide: true
                    ),
                    Columns.Text(
                        "Container-Runtime",
                        o => o.Text("status", "nodeInfo", "containerRuntimeVersion"),
                        wide: true
                    ),
                ]
            ),
            new(
                "ConfigMap",
                [
                    Columns.Name,
                    new("Data", "string", false, (o, _) => Count(o, "data") + Count(o, "binaryData")),
                    Columns.Age,
                ]
            ),
            new(
                "Secret",
                [
                    Columns.Name,
                    Columns.Text("Type", o => o.Text("type")),
                    new("Data", "string", false, (o, _) => Count(o, "data")),
                    Columns.Age,
                ]
            ),
            new(
                "ServiceAccount",
                [
                    Columns.Name,
                    new("Secrets", "string", false, (o, _) => o.Items("secrets").Count()),
                    Columns.Age,
                ]
            ),
            new(
                "PersistentVolumeClaim",
                [
                    Columns.Name,
                    Columns.Text("Status", o =>
                        o.IsBeingDeleted() ? "Terminating" : o.Text("status", "phase")
                    ),
                    Or("Volume", o => o.Text("spec", "volumeName")),
                    Or("Capacity", o => o.Text("status", "capacity", "storage")),
                    Or("Access Modes", o => AccessModes(o, "status")),
                    Or("StorageClass", o => o.Text("spec", "storageClassName")),
                    Columns.Text("VolumeAttributesClass", o =>
                        o.Text("spec", "volumeAttributesClassName") ?? "<unset>"
                    ),
                    Columns.Age,
                    Columns.Text("VolumeMode", o => o.Text("spec", "volumeMode"), wide: true),
                ]
            ),
            new(
                "PersistentVolume",
                [
                    Columns.Name,
                    Or("Capacity", o => o.Text("spec", "capacity", "storage")),
                    Or("Access Modes", o => AccessModes(o, "spec")),
                    Or("Reclaim Policy", o => o.Text("spec", "persistentVolumeReclaimPolicy")),
                    Columns.Text("Status", o =>
                        o.IsBeingDeleted() ? "Terminating" : o.Text("status", "phase")
                    ),
                    Or("Claim", o =>
                        o.Object("spec", "claimRef") is { } c ? $"{c.Text("namespace")}/{c.Text("name")}" : ""
                    ),
                    Or("StorageClass", o => o.Text("spec", "storageClassName")),
                    Columns.Text("VolumeAttributesClass", o =>
                        o.Text("spec", "volumeAttributesClassName") ?? "<unset>"
                    ),
                    Or("Reason", o => o.Text("status", "reason")),
                    Columns.Age,
                    Columns.Text("VolumeMode", o => o.Text("spec", "volumeMode"), wide: true),
                ]
            ),
            new(
                "Event",
                [
                    new("Last Seen", "string", false, (o, now) =>
                        Ages.Since(
                            o.Text("lastTimestamp")
                                ?? o.Text("series", "lastObservedTime")
                                ?? o.Text("eventTime")
                                ?? o.Text("firstTimestamp"),
                            now
                        )
                    ),
                    Or("Type", o => o.Text("type")),
                    Or("Reason", o => o.Text("reason")),
                    Or("Object", o =>
                        $"{o.Text("involvedObject", "kind")?.ToLowerInvariant()}/{o.Text("involvedObject", "name")}"
                    ),
                    new("Subobject", "string", true, (o, _) => o.Text("involvedObject", "fieldPath") ?? ""),
                    new("Source", "string", true, (o, _) => Source(o)),
                    new("Message", "string", false, (o, _) => o.Text("message")?.Trim() ?? ""),
                    new("First Seen", "string", true, (o, now) =>
                        Ages.Since(o.Text("firstTimestamp") ?? o.Text("eventTime"), now)
                    ),
                    new("Count", "string", true, (o, _) =>
                        o.Number("series", "count") ?? o.Number("count") ?? 1
                    ),
                    new("Name", "string", true, (o, _) => o.Name()),
                ]
            ),
        ];

    private static Column Or(string name, Func<JsonObject, string?> cell) =>
        new(name, "string", false, (o, _) => cell(o) ?? "");

    private static long Count(JsonObject obj, string field) => obj.Object(field)?.Count ?? 0;

    private static string NodeStatus(JsonObject node)
    {
        var ready = node.Items("status", "conditions")
            .FirstOrDefault(c => c.Text("type") == "Ready")
            .Text("status");
        var text = ready switch
        {
            "True" => "Ready",
            null => "Unknown",
            _ => "NotReady",
        };
        return node.Flag("spec", "unschedulable") ? text + ",SchedulingDisabled" : text;
    }

    private static string Roles(JsonObject node) =>
        string.Join(
            ',',
            node.Map("metadata", "labels")
                .Keys.Where(l => l.StartsWith("node-role.kubernetes.io/", StringComparison.Ordinal))
                .Select(l => l["node-role.kubernetes.io/".Length..])
                .Order()
        );

    private static string? Address(JsonObject node, string type) =>
        node.Items("status", "addresses").FirstOrDefault(a => a.Text("type") == type).Text("address");

    private static string AccessModes(JsonObject obj, string part) =>
        string.Join(
            ',',
            obj.Strings(part, "accessModes")
                .Select(m =>
                    m switch
                    {
                        "ReadWriteOnce" => "RWO",
                        "ReadOnlyMany" => "ROX",
                        "ReadWriteMany" => "RWX",
                        "ReadWriteOncePod" => "RWOP",
                        _ => m,
                    }
                )
        );

    private static string Source(JsonObject e) =>
        string.Join(
            ", ",
            new[]
            {
                e.Text("source", "component") ?? e.Text("reportingComponent"),
                e.Text("source", "host") ?? e.Text("reportingInstance"),
            }.Where(s => !string.IsNullOrEmpty(s))
        );
}
