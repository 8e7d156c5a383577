using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;
using Slipway.Values;

namespace Slipway.Kubernetes;

public sealed partial class Cluster
{
    /// <summary>
    /// Who we are to the API server (SelfSubjectReview of authentication.k8s.io/v1, Kubernetes 1.28); null
    /// where it does not serve that, or does not let us ask.
    /// </summary>
    /// <exception cref="Values.Refusal">It cannot be reached.</exception>
    public async Task<string?> FindUserAsync(CancellationToken cancellation)
    {
        var review = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "SelfSubjectReview",
        };
        var request = new ApiRequest(
            HttpMethod.Post,
            "/apis/authentication.k8s.io/v1/selfsubjectreviews",
            "ask who we are"
        )
        {
            Body = Encoding.UTF8.GetBytes(review.ToJsonString()),
        };
        var answer = await _api.TryAsync(request, cancellation).ConfigureAwait(false);
        // What is wrong with the credentials, the command's own requests tell better.
        var name = answer.IsSuccess
            ? answer.Read(json => json.Field("status").Field("userInfo").Text("username"))
            : null;
        return string.IsNullOrEmpty(name) ? null : name;
    }

    /// <summary>
    /// Asks whether we may do something (SelfSubjectAccessReview of authorization.k8s.io/v1); changes
    /// nothing.
    /// </summary>
    /// <exception cref="ApiException">The API server refused the question itself.</exception>
    public async Task<AccessReviewResult> MayAsync(AccessReview question, CancellationToken cancellation)
    {
        var attributes = new JsonObject
        {
            ["verb"] = question.Verb,
            ["group"] = question.Group,
            ["resource"] = question.Resource,
        };
        if (question.Namespace is not null)
            attributes["namespace"] = question.Namespace;
        if (question.Subresource is not null)
            attributes["subresource"] = question.Subresource;
        if (question.Name is not null)
            attributes["name"] = question.Name;
        var review = new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject { ["resourceAttributes"] = attributes },
        };
        var answer = await _api.AskAsync(
                new ApiRequest(
                    HttpMethod.Post,
                    "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                    $"check whether we may {question}"
                )
                {
                    Body = Encoding.UTF8.GetBytes(review.ToJsonString()),
                },
                cancellation
            )
            .ConfigureAwait(false);
        return answer.Read(json =>
            json.Field("status").Field("allowed")
                is { ValueKind: JsonValueKind.True or JsonValueKind.False } allowed
                ? new AccessReviewResult(allowed.IsTrue(), json.Field("status").Text("reason") ?? "")
                : throw new FormatException("it does not say whether this is allowed.")
        );
    }

    /// <summary>
    /// Lists what we may do in a namespace, which need not exist (SelfSubjectRulesReview of
    /// authorization.k8s.io/v1); changes nothing.
    /// </summary>
    /// <returns>The rules; <see cref="AccessRules.Unknown"/> where the API server does not list them.</returns>
    /// <exception cref="AccessDeniedException">The API server does not accept our credentials.</exception>
    public async Task<AccessRules> RulesAsync(string ns, CancellationToken cancellation)
    {
        var review = new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectRulesReview",
            ["spec"] = new JsonObject { ["namespace"] = ns },
        };
        var request = new ApiRequest(
            HttpMethod.Post,
            "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
            $"list what we may do in namespace {ns}"
        )
        {
            Body = Encoding.UTF8.GetBytes(review.ToJsonString()),
        };
        var answer = await _api.TryAsync(request, cancellation).ConfigureAwait(false);
        if (answer.Code == 401)
            throw _api.Refusal(answer.Status(), request.Words);
        return answer.IsSuccess
            ? answer.Read(json =>
                json.Field("status") is { ValueKind: JsonValueKind.Object } status
                    ? AccessRulesJson.Read(status)
                    : AccessRules.Unknown
            )
            : AccessRules.Unknown;
    }
}
