using LocalCluster.Api.Http.Messages;
using LocalCluster.Resources;
using LocalCluster.Schema.OpenApi;
using LocalCluster.Schema.ServedKinds;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>Answers below <c>/openapi</c>.</summary>
internal sealed class OpenApiHandler(KindRegistry kinds)
{
    private const string Root = "/openapi/v3";
    private const string V2Media = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    /// <summary>Answers if the path is one of OpenAPI.</summary>
    public async Task<bool> TryAnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/openapi/v2")
        {
            await AnswerV2(context);
            return true;
        }
        if (!path.StartsWith(Root, StringComparison.Ordinal))
            return false;
        var rest = path[Root.Length..].Trim('/');
        var document = rest.Length == 0 ? OpenApiV3.Index(kinds.All) : OpenApiV3.Document(kinds.All, rest);
        if (document is null)
            await Answers.PlainNotFoundAsync(context);
        else
            await Answers.JsonAsync(context, 200, document);
        return true;
    }

    private Task AnswerV2(HttpContext context)
    {
        // Old clients ask for "v2@v1.0", which is not a valid media type, and accept the valid form.
        var accepts = Negotiation
            .Accepted(context.Request)
            .Any(a =>
                a.Media.StartsWith("application/com.github.proto-openapi.spec.v2", StringComparison.Ordinal)
            );
        return accepts
            ? Answers.BytesAsync(context, 200, OpenApiV2.Document(kinds.All), V2Media)
            : throw new ApiException(
                406,
                "NotAcceptable",
                $"the OpenAPI 2 document is served as {V2Media} alone; /openapi/v3 is served as JSON",
                []
            );
    }
}
