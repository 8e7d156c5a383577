using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Api.Http.Protobuf;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Messages;

/// <summary>Reads the bodies of requests.</summary>
internal static class Bodies
{
    /// <summary>The API server's own limit.</summary>
    public const int MostBytes = 3 * 1024 * 1024;

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <summary>The body as text.</summary>
    public static async Task<string> TextAsync(HttpContext context) =>
        Encoding.UTF8.GetString(await BytesAsync(context));

    /// <summary>The body.</summary>
    public static async Task<byte[]> BytesAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        if (buffer.Length > MostBytes)
            throw TooLarge();
        return buffer.ToArray();
    }

    /// <summary>The refusal of a body of more than <see cref="MostBytes"/>.</summary>
    public static ApiException TooLarge() =>
        new(413, "RequestEntityTooLarge", $"Request entity too large: limit is {MostBytes}", []);

    /// <summary>The object of a create or update request, of the kind that the URL says.</summary>
    public static async Task<JsonObject> ObjectAsync(
        HttpContext context,
        KindDefinition kind,
        ProtobufBody protobuf
    )
    {
        var obj =
            Media(context.Request.ContentType) == ProtobufBody.Media
                ? protobuf.Read(await BytesAsync(context), kind.Schema)
                : Parse(await TextAsync(context), context.Request.ContentType, kind.Kind.Kind);
        var (version, name) = (obj.Text("apiVersion"), obj.Text("kind"));
        if (string.IsNullOrEmpty(name) && obj.Count > 0 && version is not null)
            throw Refusals.BadRequest($"Object 'Kind' is missing in '{obj.ToJsonString(JsonText.Options)}'");
        if (
            (version ?? kind.Kind.ApiVersion) == kind.Kind.ApiVersion
            && (name ?? kind.Kind.Kind) == kind.Kind.Kind
        )
            return obj;
        var (sent, wanted) = (
            version?.Split('/')[^1],
            kind.Kind.Group.Length == 0 ? "core" : kind.Kind.Group.Split('.')[0]
        );
        throw Refusals.BadRequest(
            $"{name} in version \"{version}\" cannot be handled as a {kind.Kind.Kind}: converting "
                + $"({sent}.{name}) to "
                + $"({wanted}.{kind.Kind.Kind}): unknown conversion"
        );
    }

    /// <summary>The body of a request that asks something and leaves nothing behind.</summary>
    public static async Task<JsonObject> QuestionAsync(
        HttpContext context,
        TypeSchema type,
        ProtobufBody protobuf
    ) =>
        Media(context.Request.ContentType) == ProtobufBody.Media
            ? protobuf.Read(await BytesAsync(context), type)
            : Parse(await TextAsync(context), context.Request.ContentType, type.Name);

    /// <summary>The options of a DELETE request; empty if there is no body.</summary>
    public static async Task<JsonObject> OptionsAsync(HttpContext context)
    {
        var text = await TextAsync(context);
        return text.Length == 0 ? [] : Parse(text, context.Request.ContentType, "DeleteOptions");
    }

    /// <summary>Reads JSON, or YAML where the media type says so.</summary>
    public static JsonObject Parse(string text, string? contentType, string kind)
    {
        var media = Media(contentType);
        if (media is ProtobufBody.Media or "text/plain")
            throw Refusals.UnsupportedMediaType();
        if (media.EndsWith("yaml", StringComparison.Ordinal) && !text.AsSpan().TrimStart().StartsWith("{"))
            return YamlBody.Parse(text) as JsonObject
                ?? throw Refusals.BadRequest("the body is not a JSON object");
        return Json(text, kind) as JsonObject ?? throw Refusals.BadRequest("the body is not a JSON object");
    }

    /// <summary>Reads JSON.</summary>
    public static JsonNode? Json(string text, string kind)
    {
        try
        {
            return JsonNode.Parse(JsonEscapes.Repaired(text), null, s_strict);
        }
        catch (JsonException e)
        {
            var why = text.TrimEnd().EndsWith('}') ? e.Message : "unexpected end of JSON input";
            throw Refusals.BadRequest(
                $"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; "
                    + $"json parse error: {why} ({Shortened(text.TrimEnd('\n'))})"
            );
        }
    }

    public static string Media(string? contentType) =>
        (contentType ?? "application/json").Split(';')[0].Trim().ToLowerInvariant();

    private static string Shortened(string text) => text.Length > 200 ? text[..200] + "..." : text;
}
