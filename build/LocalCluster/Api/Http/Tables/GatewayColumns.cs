using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Api.Http.Tables;

/// <summary>Columns of the Gateway API's kinds, as its definitions state them.</summary>
internal static class GatewayColumns
{
    public static IEnumerable<KindColumns> All =>
        [
            new(
                "GatewayClass",
                [
                    Columns.Name,
                    Plain("Controller", o => o.Text("spec", "controllerName")),
                    Condition("Accepted"),
                    Columns.Age,
                    Plain("Description", o => o.Text("spec", "description"), wide: true),
                ]
            ),
            new(
                "Gateway",
                [
                    Columns.Name,
                    Plain("Class", o => o.Text("spec", "gatewayClassName")),
                    Plain("Address", o => o.Items("status", "addresses").FirstOrDefault().Text("value")),
                    Condition("Programmed"),
                    Columns.Age,
                ]
            ),
            new(
                "HTTPRoute",
                [
                    Columns.Name,
                    Plain("Hostnames", o => o.At("spec", "hostnames")?.ToJsonString(JsonText.Options)),
                    Columns.Age,
                ]
            ),
            new("ReferenceGrant", [Columns.Name, Columns.Age]),
        ];

    private static Column Condition(string type) =>
        Plain(type, o =>
            o.Items("status", "conditions").FirstOrDefault(c => c.Text("type") == type).Text("status")
        );

    /// <summary>Nothing is shown as nothing, as for custom kinds.</summary>
    private static Column Plain(string name, Func<JsonNode, string?> cell, bool wide = false) =>
        new(name, "string", wide, (o, _) => cell(o));
}
