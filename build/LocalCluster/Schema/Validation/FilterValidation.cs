using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>Rules for the filters of HTTPRoutes.</summary>
internal static partial class FilterValidation
{
    private static readonly string[] s_types =
    [
        "ExtensionRef",
        "RequestHeaderModifier",
        "RequestMirror",
        "RequestRedirect",
        "ResponseHeaderModifier",
        "URLRewrite",
    ];

    /// <summary>Checks the field <c>filters</c> of a rule or a backend.</summary>
    public static void Check(string path, JsonObject owner, FieldErrors mistakes)
    {
        mistakes.Count(path, owner["filters"], 0, 16);
        var filters = owner.Items("filters").ToList();
        foreach (var (i, filter) in filters.Index())
            CheckFilter($"{path}[{i}]", filter, mistakes);
        foreach (var once in s_types.Where(t => t is not ("ExtensionRef" or "RequestMirror")))
            mistakes.Rule(
                path,
                filters.Count(f => f.Text("type") == once) <= 1,
                $"{once} filter cannot be repeated"
            );
        mistakes.Rule(
            path,
            filters.Count(f => f.Text("type") is "RequestRedirect" or "URLRewrite") <= 1,
            "May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not "
                + "both"
        );
    }

    private static void CheckFilter(string path, JsonObject filter, FieldErrors mistakes)
    {
        var type = filter.Text("type");
        mistakes.OneOf($"{path}.type", type, s_types);
        foreach (var known in s_types)
        {
            var field = known == "URLRewrite" ? "urlRewrite" : char.ToLowerInvariant(known[0]) + known[1..];
            mistakes.Rule(
                path,
                known == type || filter[field] is null,
                $"filter.{field} must be nil if the filter.type is not {known}"
            );
            mistakes.Rule(
                path,
                known != type || filter[field] is not null,
                $"filter.{field} must be specified for {known} filter.type"
            );
        }
        foreach (var field in new[] { "requestHeaderModifier", "responseHeaderModifier" })
            CheckHeaders($"{path}.{field}", filter.Object(field), mistakes);
        var redirect = filter.Object("requestRedirect");
        mistakes.OneOf($"{path}.requestRedirect.scheme", redirect.Text("scheme"), "http", "https");
        mistakes.Between($"{path}.requestRedirect.port", redirect.At("port"), 1, 65535);
        if (redirect.Number("statusCode") is { } code and not (301 or 302 or 303 or 307 or 308))
            mistakes.Add(
                FieldError.NotSupported(
                    $"{path}.requestRedirect.statusCode",
                    $"{code}",
                    "301",
                    "302",
                    "303",
                    "307",
                    "308"
                )
            );
        foreach (var field in new[] { "requestRedirect", "urlRewrite" })
        {
            GatewayValidation.Host($"{path}.{field}.hostname", filter.At(field, "hostname"), mistakes);
            CheckPath($"{path}.{field}.path", filter.Object(field, "path"), mistakes);
        }
    }

    private static void CheckHeaders(string path, JsonObject? headers, FieldErrors mistakes)
    {
        foreach (var list in new[] { "set", "add" })
        {
            mistakes.Count($"{path}.{list}", headers.At(list), 0, 16);
            mistakes.Distinct($"{path}.{list}", headers.Items(list), "name");
            foreach (var (i, header) in headers.Items(list).Index())
            {
                mistakes.Text($"{path}.{list}[{i}].name", header["name"], 256, TokenForm());
                mistakes.Text($"{path}.{list}[{i}].value", header["value"], 4096, ValueForm());
            }
        }
        mistakes.Count($"{path}.remove", headers.At("remove"), 0, 16);
    }

    private static void CheckPath(string path, JsonObject? modifier, FieldErrors mistakes)
    {
        if (modifier is null)
            return;
        var type = modifier.Text("type");
        mistakes.OneOf($"{path}.type", type, "ReplaceFullPath", "ReplacePrefixMatch");
        foreach (var known in new[] { "ReplaceFullPath", "ReplacePrefixMatch" })
        {
            var field = "replace" + known[7..];
            mistakes.Rule(
                path,
                (known == type) == (modifier[field] is not null),
                known == type
                    ? $"{field} must be specified when type is set to '{known}'"
                    : $"type must be '{known}' when {field} is set"
            );
        }
    }

    /// <summary>A token (RFC 9110 section 5.6.2).</summary>
    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+\-.^_\x60|~]+$")]
    public static partial Regex TokenForm();

    /// <summary>No line ends: a header is one line.</summary>
    [GeneratedRegex(@"^[^\r\n\0]*$")]
    private static partial Regex ValueForm();
}
