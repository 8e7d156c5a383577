using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Api.Http.Tables;

/// <summary>Columns of what was measured.</summary>
internal static class MetricsColumns
{
    public static IEnumerable<KindColumns> All =>
        [
            new("NodeMetrics", Measured(o => [o["usage"]])),
            new("PodMetrics", Measured(o => o.Items("containers").Select(c => c["usage"]))),
        ];

    private static Column[] Measured(Func<JsonObject, IEnumerable<JsonNode?>> usages) =>
        [
            Columns.Name,
            Columns.Text("CPU", o => Sum(usages(o), "cpu", "")),
            Columns.Text("Memory", o => Sum(usages(o), "memory", "Ki")),
            Columns.Text("Window", o => o.Text("window")),
        ];

    private static string Sum(IEnumerable<JsonNode?> usages, string resource, string suffix) =>
        new Quantity(
            usages.Sum(u => Quantity.TryParse(u.Text(resource), out var amount) ? amount.Value : 0),
            suffix
        ).ToString();
}
