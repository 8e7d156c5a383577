using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>Rules for HTTPRoutes.</summary>
internal static partial class RouteValidation
{
    private const int MostWeight = 1_000_000;

    private static readonly string[] s_methods =
    [
        "CONNECT",
        "DELETE",
        "GET",
        "HEAD",
        "OPTIONS",
        "PATCH",
        "POST",
        "PUT",
        "TRACE",
    ];

    public static void Check(JsonObject spec, FieldErrors mistakes)
    {
        mistakes.Count("spec.parentRefs", spec["parentRefs"], 0, 32);
        mistakes.Count("spec.hostnames", spec["hostnames"], 0, 16);
        mistakes.Count("spec.rules", spec["rules"], 1, 16);
        foreach (var (i, parent) in spec.Items("parentRefs").Index())
        {
            mistakes.Text($"spec.parentRefs[{i}].name", parent["name"], GatewayValidation.MostName);
            mistakes.Between($"spec.parentRefs[{i}].port", parent["port"], 1, 65535);
        }
        CheckParents(spec, mistakes);
        foreach (var (i, host) in ((spec["hostnames"] as JsonArray) ?? []).Index())
            GatewayValidation.Host($"spec.hostnames[{i}]", host, mistakes);
        foreach (var (i, rule) in spec.Items("rules").Index())
            CheckRule($"spec.rules[{i}]", rule, mistakes);
    }

    private static void CheckParents(JsonObject spec, FieldErrors mistakes)
    {
        foreach (
            var same in spec.Items("parentRefs")
                .GroupBy(p => (p.Text("group"), p.Text("kind"), p.Text("namespace"), p.Text("name")))
        )
        {
            var parts = same.Select(p => (p.Text("sectionName"), p.Number("port"))).ToList();
            mistakes.Rule(
                "spec.parentRefs",
                parts.Distinct().Count() == parts.Count,
                "sectionName or port must be unique when parentRefs includes 2 or more references to the "
                    + "same parent"
            );
            mistakes.Rule(
                "spec.parentRefs",
                parts.Count == 1 || !parts.Contains((null, null)),
                "sectionName or port must be specified when parentRefs includes 2 or more references to the "
                    + "same parent"
            );
        }
    }

    private static void CheckRule(string path, JsonObject rule, FieldErrors mistakes)
    {
        mistakes.Count($"{path}.matches", rule["matches"], 0, 64);
        mistakes.Count($"{path}.filters", rule["filters"], 0, 16);
        mistakes.Count($"{path}.backendRefs", rule["backendRefs"], 0, 16);
        foreach (var (i, match) in rule.Items("matches").Index())
            CheckMatch($"{path}.matches[{i}]", match, mistakes);
        FilterValidation.Check($"{path}.filters", rule, mistakes);
        foreach (var (i, backend) in rule.Items("backendRefs").Index())
        {
            CheckBackend($"{path}.backendRefs[{i}]", backend, mistakes);
            FilterValidation.Check($"{path}.backendRefs[{i}].filters", backend, mistakes);
        }
        mistakes.Rule(
            path,
            !rule.Items("backendRefs").Any()
                || !rule.Items("filters").Any(f => f["requestRedirect"] is not null),
            "RequestRedirect filter must not be used together with backendRefs"
        );
        var replacesPrefix = rule.Items("filters")
            .Any(f =>
                f.Text("requestRedirect", "path", "type") == "ReplacePrefixMatch"
                || f.Text("urlRewrite", "path", "type") == "ReplacePrefixMatch"
            );
        mistakes.Rule(
            path,
            !replacesPrefix
                || rule.Items("matches").ToList() is [var only] && only.Text("path", "type") == "PathPrefix",
            "When using a filter with path.replacePrefixMatch, exactly one PathPrefix match must be "
                + "specified"
        );
        foreach (var name in new[] { "request", "backendRequest" })
            mistakes.Text($"{path}.timeouts.{name}", rule.At("timeouts", name), 64, DurationForm());
        var (whole, part) = (
            Durations.Parse(rule.Text("timeouts", "request")),
            Durations.Parse(rule.Text("timeouts", "backendRequest"))
        );
        mistakes.Rule(
            $"{path}.timeouts",
            whole is null || part is null || part <= whole,
            "backendRequest timeout cannot be longer than request timeout"
        );
    }

    private static void CheckMatch(string path, JsonObject match, FieldErrors mistakes)
    {
        var (type, value) = (match.Text("path", "type"), match.Text("path", "value") ?? "");
        mistakes.OneOf($"{path}.path.type", type, "Exact", "PathPrefix", "RegularExpression");
        mistakes.Text($"{path}.path.value", match.At("path", "value"), 1024, least: 0);
        if (type is "Exact" or "PathPrefix")
        {
            mistakes.Rule(
                $"{path}.path",
                value.StartsWith('/'),
                "value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']"
            );
            foreach (var wrong in new[] { "//", "/./", "/../", "%2f", "%2F", "#" }.Where(value.Contains))
                mistakes.Rule(
                    $"{path}.path",
                    false,
                    $"must not contain '{wrong}' when type one of ['Exact', 'PathPrefix']"
                );
        }
        mistakes.OneOf($"{path}.method", match.Text("method"), s_methods);
        foreach (var list in new[] { "headers", "queryParams" })
        {
            mistakes.Count($"{path}.{list}", match[list], 0, 16);
            mistakes.Distinct($"{path}.{list}", match.Items(list), "name");
            foreach (var (i, item) in match.Items(list).Index())
            {
                mistakes.OneOf($"{path}.{list}[{i}].type", item.Text("type"), "Exact", "RegularExpression");
                mistakes.Text($"{path}.{list}[{i}].name", item["name"], 256, FilterValidation.TokenForm());
                mistakes.Text($"{path}.{list}[{i}].value", item["value"], list == "headers" ? 4096 : 1024);
            }
        }
    }

    private static void CheckBackend(string path, JsonObject backend, FieldErrors mistakes)
    {
        mistakes.Text($"{path}.name", backend["name"], GatewayValidation.MostName);
        mistakes.Between($"{path}.weight", backend["weight"], 0, MostWeight);
        mistakes.Between($"{path}.port", backend["port"], 1, 65535);
        mistakes.Rule(
            path,
            backend.Text("group") is { Length: > 0 }
                || backend.Text("kind") != "Service"
                || backend["port"] is not null,
            "Must have port for Service reference"
        );
    }

    [GeneratedRegex(@"^([0-9]{1,5}(h|m|s|ms)){1,4}$")]
    private static partial Regex DurationForm();
}
