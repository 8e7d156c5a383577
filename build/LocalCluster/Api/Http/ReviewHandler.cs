using System.Text.Json.Nodes;
using LocalCluster.Api.Access;
using LocalCluster.Api.Http.Protobuf;
using LocalCluster.Schema;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>Answers who the user is and what the user may do; everybody may ask that about himself.</summary>
internal sealed class ReviewHandler(Authorizer authorizer, ProtobufBody protobuf, KindRegistry kinds)
{
    /// <summary>Answers if the path is one of a review.</summary>
    public async Task<bool> TryAnswer(HttpContext context, User user)
    {
        if (context.Request.Path.Value!.Split('/') is not ["", "apis", var group, var version, var plural]
            || ServedResource.Virtual.FirstOrDefault(
                s => s.Group == group && s.Version == version && s.Name == plural) is not { } served)
            return false;
        if (!HttpMethods.IsPost(context.Request.Method))
            throw Refusals.MethodNotAllowed();
        var schema = kinds.BuiltIn.Type($"io.k8s.api.{group.Split('.')[0]}.v1.{served.Kind}");
        var question = await Bodies.Question(context, schema, protobuf);
        await Answers.Json(context, 201, new JsonObject
        {
            ["kind"] = served.Kind,
            ["apiVersion"] = $"{group}/{version}",
            ["metadata"] = new JsonObject { ["creationTimestamp"] = null },
            ["spec"] = question["spec"]?.DeepClone() ?? new JsonObject(),
            ["status"] = Status(served.Kind, question["spec"], user),
        });
        return true;
    }

    private JsonObject Status(string kind, JsonNode? spec, User user) => kind switch
    {
        "SelfSubjectAccessReview" => new JsonObject { ["allowed"] = IsAllowed(spec, user) },
        "SelfSubjectRulesReview" => Rules(user, spec.Text("namespace") ?? ""),
        _ => new JsonObject
        {
            ["userInfo"] = new JsonObject
            {
                ["username"] = user.Name,
                ["groups"] = ServedResource.Words(user.Groups),
            },
        },
    };

    private bool IsAllowed(JsonNode? spec, User user)
    {
        if (spec.Object("nonResourceAttributes") is { } path)
            return authorizer.Allows(user, path.Text("verb") ?? "", path.Text("path") ?? "");
        var wanted = spec.Object("resourceAttributes")
            ?? throw Refusals.Invalid(
                "authorization.k8s.io", "SelfSubjectAccessReview", "", [FieldError.Required(
                "spec.resourceAttributes")]);
        var resource = wanted.Text("resource") ?? "";
        if (wanted.Text("subresource") is { Length: > 0 } subresource)
            resource += $"/{subresource}";
        return authorizer.Allows(user, new AccessRequest(
            wanted.Text("verb") ?? "", wanted.Text("group") ?? "", resource, wanted.Text("namespace") ?? "",
            wanted.Text("name") ?? ""));
    }

    private JsonObject Rules(User user, string ns)
    {
        var rules = user.IsMaster ? [Everything("apiGroups", "resources"), Everything("nonResourceURLs")]
            : authorizer.Rules(user, ns).Select(r => r.DeepClone().AsObject()).ToList();
        return new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules.Where(r => r["resources"] is not null)]),
            ["nonResourceRules"] = new JsonArray([.. rules.Where(r => r["nonResourceURLs"] is not null)]),
            ["incomplete"] = false,
        };
    }

    private static JsonObject Everything(params IEnumerable<string> lists) => new(
        lists.Prepend("verbs").Select(l => KeyValuePair.Create(l, (JsonNode?)new JsonArray("*"))));
}
