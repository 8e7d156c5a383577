using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Messages;

/// <summary>Writes answers.</summary>
internal static class Answers
{
    public static Task JsonAsync(HttpContext context, int code, JsonNode body) =>
        BytesAsync(context, code, JsonText.Bytes(body));

    public static async Task BytesAsync(
        HttpContext context,
        int code,
        byte[] json,
        string media = "application/json"
    )
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = media;
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }

    public static Task FailureAsync(HttpContext context, ApiException e)
    {
        if (e.Code == 429)
            context.Response.Headers.RetryAfter = "1";
        return JsonAsync(context, e.Code, Status(e));
    }

    /// <summary>The Status object of a failure.</summary>
    public static JsonObject Status(ApiException e)
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = e.Continue is null ? [] : new JsonObject { ["continue"] = e.Continue },
            ["status"] = "Failure",
            ["message"] = e.Message,
        };
        if (e.Reason.Length > 0)
            status["reason"] = e.Reason;
        if (e.Details is not null)
            status["details"] = e.Details.DeepClone();
        status["code"] = e.Code;
        return status;
    }

    /// <summary>What the API server answers outside of its resources.</summary>
    public static async Task PlainNotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = 404;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync("404 page not found\n", context.RequestAborted);
    }

    public static async Task TextAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
