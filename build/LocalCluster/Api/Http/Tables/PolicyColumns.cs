using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Api.Http.Tables;

/// <summary>Columns of the kinds that hold rules.</summary>
internal static class PolicyColumns
{
    public static IEnumerable<KindColumns> All =>
        [
            new(
                "HorizontalPodAutoscaler",
                [
                    Columns.Name,
                    Columns.Text("Reference", o =>
                        $"{o.Text("spec", "scaleTargetRef", "kind")}/{o.Text("spec", "scaleTargetRef", "name")}"
                    ),
                    Columns.Text("Targets", Targets),
                    Columns.Text("MinPods", o => o.Number("spec", "minReplicas")?.ToString() ?? "<unset>"),
                    Columns.Number("MaxPods", "spec", "maxReplicas"),
                    Columns.Number("Replicas", "status", "currentReplicas"),
                    Columns.Age,
                ]
            ),
            new(
                "PodDisruptionBudget",
                [
                    Columns.Name,
                    Columns.Text("Min Available", o => o["spec"].At("minAvailable")?.ToString() ?? "N/A"),
                    Columns.Text("Max Unavailable", o => o["spec"].At("maxUnavailable")?.ToString() ?? "N/A"),
                    Columns.Number("Allowed Disruptions", "status", "disruptionsAllowed"),
                    Columns.Age,
                ]
            ),
            new(
                "Lease",
                [Columns.Name, Columns.Plain("Holder", o => o.Text("spec", "holderIdentity")), Columns.Age]
            ),
            new("RoleBinding", Binding()),
            new("ClusterRoleBinding", Binding()),
        ];

    private static Column[] Binding() =>
        [
            Columns.Name,
            Columns.Text("Role", o => $"{o.Text("roleRef", "kind")}/{o.Text("roleRef", "name")}"),
            Columns.Age,
            Columns.Plain("Users", o => Subjects(o, "User"), wide: true),
            Columns.Plain("Groups", o => Subjects(o, "Group"), wide: true),
            Columns.Plain("ServiceAccounts", o => Subjects(o, "ServiceAccount"), wide: true),
        ];

    private static string Subjects(JsonObject binding, string kind) =>
        string.Join(
            ", ",
            binding
                .Items("subjects")
                .Where(s => s.Text("kind") == kind)
                .Select(s =>
                    kind == "ServiceAccount" ? $"{s.Text("namespace")}/{s.Text("name")}" : s.Text("name")
                )
        );

    private static string Targets(JsonObject autoscaler)
    {
        var current = autoscaler.Items("status", "currentMetrics").ToList();
        return string.Join(
            ", ",
            autoscaler
                .Items("spec", "metrics")
                .Select(
                    (metric, i) =>
                    {
                        var source = metric.Object(Field(metric.Text("type")));
                        var measured = (i < current.Count ? current[i] : null).Object(
                            Field(metric.Text("type")),
                            "current"
                        );
                        var name = source.Text("name") ?? source.Text("metric", "name");
                        return $"{name}: {Value(measured) ?? "<unknown>"}/{Value(source.Object("target"))}";
                    }
                )
        );
    }

    private static string Field(string? type) =>
        type is { Length: > 0 } ? char.ToLowerInvariant(type[0]) + type[1..] : "";

    private static string? Value(JsonObject? value) =>
        value.Number("averageUtilization") is { } percent ? $"{percent}%"
        : value.Text("averageValue") is { } average ? average
        : value.Text("value");
}
