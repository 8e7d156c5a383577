using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>Answers who the user is and what the user may do: everything, since there is only the administrator.</summary>
internal static class ReviewHandler
{
    /// <summary>Answers if the path is one of a review.</summary>
    public static async Task<bool> TryAnswer(HttpContext context)
    {
        var (group, kind, status) = context.Request.Path.Value switch
        {
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews" => (
                "authorization.k8s.io", "SelfSubjectAccessReview", new JsonObject { ["allowed"] = true }),
            "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews" => (
                "authorization.k8s.io", "SelfSubjectRulesReview", Everything()),
            "/apis/authentication.k8s.io/v1/selfsubjectreviews" => (
                "authentication.k8s.io", "SelfSubjectReview", User()),
            _ => ("", "", new JsonObject()),
        };
        if (kind.Length == 0)
            return false;
        if (!HttpMethods.IsPost(context.Request.Method))
            throw Refusals.MethodNotAllowed();
        await Answers.Json(context, 201, new JsonObject
        {
            ["kind"] = kind,
            ["apiVersion"] = $"{group}/v1",
            ["metadata"] = new JsonObject { ["creationTimestamp"] = null },
            ["spec"] = await Spec(context),
            ["status"] = status,
        });
        return true;
    }

    /// <summary>The question comes back with its answer, where it came as JSON.</summary>
    private static async Task<JsonNode> Spec(HttpContext context)
    {
        var text = await Bodies.Text(context);
        return Bodies.Media(context.Request.ContentType) == "application/json"
            ? Bodies.Json(text, "Review")?["spec"]?.DeepClone() ?? new JsonObject()
            : new JsonObject();
    }

    private static JsonObject Everything() => new()
    {
        ["resourceRules"] = new JsonArray(new JsonObject
        {
            ["verbs"] = new JsonArray("*"),
            ["apiGroups"] = new JsonArray("*"),
            ["resources"] = new JsonArray("*"),
        }),
        ["nonResourceRules"] = new JsonArray(new JsonObject
        {
            ["verbs"] = new JsonArray("*"),
            ["nonResourceURLs"] = new JsonArray("*"),
        }),
        ["incomplete"] = false,
    };

    private static JsonObject User() => new()
    {
        ["userInfo"] = new JsonObject
        {
            ["username"] = "slipway-local",
            ["groups"] = new JsonArray("system:masters", "system:authenticated"),
        },
    };
}
