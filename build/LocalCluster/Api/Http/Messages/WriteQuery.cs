using LocalCluster.Api.Writing;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Messages;

/// <summary>Reads the query parameters of writes.</summary>
internal static class WriteQuery
{
    public static WriteOptions Options(HttpContext context, string? subresource)
    {
        var query = context.Request.Query;
        var manager = query["fieldManager"].ToString();
        if (manager.Length > 128)
            throw Invalid("fieldManager", "Too long: may not be more than 128 bytes", "FieldValueTooLong");
        return new WriteOptions(
            manager.Length > 0 ? manager : FromAgent(context.Request.Headers.UserAgent.ToString())
        )
        {
            DryRun = DryRun(query["dryRun"].ToString()),
            Force = query["force"] == "true",
            FieldValidation = Validation(query["fieldValidation"].ToString()),
            Subresource = subresource,
        };
    }

    public static bool DryRun(string value) =>
        value switch
        {
            "" => false,
            "All" => true,
            _ => throw Invalid(
                "dryRun",
                $"Unsupported value: \"{value}\": supported values: \"All\"",
                "FieldValueNotSupported"
            ),
        };

    /// <summary>The refusal of a query parameter.</summary>
    public static ApiException Invalid(string field, string message, string reason) =>
        Refusals.Invalid("meta.k8s.io", "PatchOptions", "", [new FieldError(reason, field, message)]);

    private static string Validation(string value) =>
        value switch
        {
            "" => "Warn",
            "Strict" or "Warn" or "Ignore" => value,
            _ => throw Invalid(
                "fieldValidation",
                $"Unsupported value: \"{value}\": supported values: \"Ignore\", \"Strict\", \"Warn\"",
                "FieldValueNotSupported"
            ),
        };

    /// <summary>A client that names no manager is called by its program.</summary>
    private static string FromAgent(string agent)
    {
        var name = agent.Split('/')[0];
        return name.Length is > 0 and <= 128 ? name : "unknown";
    }
}
