using System.Text.Json.Nodes;
using LocalCluster.Network.Gateways;
using LocalCluster.Objects;

namespace LocalCluster.Controllers.Gateways;

/// <summary>Reads the filters of an HTTPRoute. Pure.</summary>
internal static class FilterCompiler
{
    private static readonly string[] s_onWay = ["RequestHeaderModifier", "ResponseHeaderModifier"];
    private static readonly string[] s_ofRules = [.. s_onWay, "RequestRedirect", "URLRewrite"];

    /// <summary>The filter of a route that is not served here; null if all are.</summary>
    public static string? Unsupported(JsonObject rule)
    {
        if (Other(rule.Items("filters"), s_ofRules) is { } type)
            return $"Filter {type} is not served.";
        return Other(rule.Items("backendRefs").SelectMany(b => b.Items("filters")), s_onWay) is { } inner
            ? $"Filter {inner} is not served for a single backend."
            : null;
    }

    public static RouteFilters Read(IEnumerable<JsonObject> filters)
    {
        var read = RouteFilters.None;
        foreach (var filter in filters)
        {
            read = filter.Text("type") switch
            {
                "RequestHeaderModifier" => read with { Request = Edit(filter["requestHeaderModifier"]) },
                "ResponseHeaderModifier" => read with { Response = Edit(filter["responseHeaderModifier"]) },
                "RequestRedirect" => read with { Redirect = Redirect(filter["requestRedirect"]) },
                "URLRewrite" => read with
                {
                    Host = filter.Text("urlRewrite", "hostname"),
                    Path = Path(filter.At("urlRewrite", "path")),
                },
                _ => read,
            };
        }
        return read;
    }

    private static string? Other(IEnumerable<JsonObject> filters, string[] served) =>
        filters.Select(f => f.Text("type")).FirstOrDefault(type => !served.Contains(type));

    private static HeaderEdit Edit(JsonNode? edit) =>
        new(Pairs(edit.Items("set")), Pairs(edit.Items("add")), [.. edit.Strings("remove")]);

    private static Dictionary<string, string> Pairs(IEnumerable<JsonObject> headers) =>
        headers
            .DistinctBy(h => h.Text("name"), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                h => h.Text("name") ?? "",
                h => h.Text("value") ?? "",
                StringComparer.OrdinalIgnoreCase
            );

    private static Redirect Redirect(JsonNode? to) =>
        new(
            (int)(to.Number("statusCode") ?? 302),
            to.Text("scheme"),
            to.Text("hostname"),
            (int?)to.Number("port"),
            Path(to.At("path"))
        );

    private static PathEdit? Path(JsonNode? path) =>
        path.Text("type") switch
        {
            "ReplaceFullPath" => new PathEdit(path.Text("replaceFullPath") ?? "", OnlyPrefix: false),
            "ReplacePrefixMatch" => new PathEdit(path.Text("replacePrefixMatch") ?? "", OnlyPrefix: true),
            _ => null,
        };
}
