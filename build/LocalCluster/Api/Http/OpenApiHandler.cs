using LocalCluster.Schema;
using LocalCluster.Schema.OpenApi;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>Answers below <c>/openapi</c>.</summary>
internal sealed class OpenApiHandler(KindRegistry kinds)
{
    private const string Root = "/openapi/v3";

    /// <summary>Answers if the path is one of OpenAPI.</summary>
    public async Task<bool> TryAnswer(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (!path.StartsWith(Root, StringComparison.Ordinal))
            return false;
        var rest = path[Root.Length..].Trim('/');
        var document = rest.Length == 0 ? OpenApiV3.Index(kinds.All) : OpenApiV3.Document(kinds.All, rest);
        if (document is null)
            await Answers.PlainNotFound(context);
        else
            await Answers.Json(context, 200, document);
        return true;
    }
}
