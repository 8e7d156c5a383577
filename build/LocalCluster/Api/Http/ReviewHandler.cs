using System.Text.Json.Nodes;
using LocalCluster.Api.Access;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Api.Http.Protobuf;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>
/// Answers who a user is and what they may do. Everyone may ask about themselves; about others, only who may
/// create such reviews.
/// </summary>
internal sealed class ReviewHandler(
    Authorizer authorizer,
    Authentication authentication,
    ProtobufBody protobuf,
    KindRegistry kinds
)
{
    /// <summary>Answers if the path is one of a review.</summary>
    public async Task<bool> TryAnswerAsync(HttpContext context, User user)
    {
        if (
            ResourcePath.Parse(context.Request.Path.Value!) is not { Name: null } target
            || ServedResource.Virtual.FirstOrDefault(s =>
                s.Group == target.Group
                && s.Version == target.Version
                && s.Name == target.Plural
                && s.Namespaced == target.Namespace is not null
            )
                is not { } served
        )
            return false;
        if (!HttpMethods.IsPost(context.Request.Method))
            throw Refusals.MethodNotAllowed();
        if (!served.Kind.StartsWith("Self", StringComparison.Ordinal))
            authorizer.Check(user, target.Access("POST", isWatch: false));
        var schema = kinds.BuiltIn.Type($"io.k8s.api.{target.Group.Split('.')[0]}.v1.{served.Kind}");
        var question = await Bodies.QuestionAsync(context, schema, protobuf);
        var metadata = new JsonObject { ["creationTimestamp"] = null };
        if (target.Namespace is not null)
            metadata["namespace"] = target.Namespace;
        await Answers.JsonAsync(
            context,
            201,
            new JsonObject
            {
                ["kind"] = served.Kind,
                ["apiVersion"] = $"{target.Group}/{target.Version}",
                ["metadata"] = metadata,
                ["spec"] = question["spec"]?.DeepClone() ?? new JsonObject(),
                ["status"] = Status(served.Kind, question["spec"], user, target.Namespace),
            }
        );
        return true;
    }

    private JsonObject Status(string kind, JsonNode? spec, User user, string? ns) =>
        kind switch
        {
            "SelfSubjectAccessReview" => AccessReview.Answer(kind, spec, user, authorizer),
            "SubjectAccessReview" or "LocalSubjectAccessReview" => AccessReview.Answer(
                kind,
                spec,
                AccessReview.Subject(kind, spec, ns),
                authorizer
            ),
            "SelfSubjectRulesReview" => Rules(user, spec.Text("namespace") ?? ""),
            "TokenReview" => Identity(spec),
            _ => new JsonObject { ["userInfo"] = Info(user) },
        };

    private JsonObject Identity(JsonNode? spec)
    {
        if (spec.Text("token") is not { Length: > 0 } token)
            throw Refusals.BadRequest("token is required for TokenReview in authentication");
        string[] audiences = [.. spec.Strings("audiences").DefaultIfEmpty(AccountTokens.Issuer)];
        if (authentication.Identify(token, audiences) is not { } found)
        {
            return new JsonObject
            {
                ["user"] = new JsonObject(),
                ["error"] = "[invalid bearer token, Token has been invalidated]",
            };
        }
        return new JsonObject
        {
            ["authenticated"] = true,
            ["user"] = Info(found),
            ["audiences"] = ServedResource.Words(audiences),
        };
    }

    private JsonObject Rules(User user, string ns)
    {
        var rules = user.IsMaster
            ? [Everything("apiGroups", "resources"), Everything("nonResourceURLs")]
            : authorizer.Rules(user, ns).Select(r => r.DeepClone().AsObject()).ToList();
        return new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules.Where(r => r["resources"] is not null)]),
            ["nonResourceRules"] = new JsonArray([.. rules.Where(r => r["nonResourceURLs"] is not null)]),
            ["incomplete"] = false,
        };
    }

    private static JsonObject Info(User user) =>
        new() { ["username"] = user.Name, ["groups"] = ServedResource.Words(user.Groups) };

    private static JsonObject Everything(params IEnumerable<string> lists) =>
        new(lists.Prepend("verbs").Select(l => KeyValuePair.Create(l, (JsonNode?)new JsonArray("*"))));
}
