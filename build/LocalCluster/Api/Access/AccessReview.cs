using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Access;

/// <summary>Access reviews (authorization.k8s.io/v1).</summary>
internal static class AccessReview
{
    /// <summary>The user whom a review is about.</summary>
    /// <param name="kind">The kind of the review.</param>
    /// <param name="spec">Its spec.</param>
    /// <param name="ns">The namespace that the review is in; null for none.</param>
    /// <exception cref="ApiException">422: it names neither user nor group. 400: it asks about another
    /// namespace than its own.</exception>
    public static User Subject(string kind, JsonNode? spec, string? ns)
    {
        var (name, groups) = (spec.Text("user") ?? "", spec.Strings("groups").ToList());
        if (name.Length == 0 && groups.Count == 0)
            throw Invalid(kind, "spec.user", "\"\"", "at least one of user or group must be specified");
        if (ns is not null && spec.Object("resourceAttributes").Text("namespace") != ns)
            throw Refusals.BadRequest($"spec.resourceAttributes.namespace must match namespace: {ns}");
        return new User(name, groups);
    }

    /// <summary>The status of a review.</summary>
    /// <exception cref="ApiException">422: it asks about nothing, or about two things.</exception>
    public static JsonObject Answer(string kind, JsonNode? spec, User user, Authorizer authorizer)
    {
        var (wanted, path) = (spec.Object("resourceAttributes"), spec.Object("nonResourceAttributes"));
        if (wanted is null == path is null)
        {
            throw Invalid(
                kind,
                "spec.resourceAttributes",
                "null",
                wanted is null
                    ? "exactly one of nonResourceAttributes or resourceAttributes must be specified"
                    : "cannot be specified in combination with nonResourceAttributes"
            );
        }
        return new JsonObject
        {
            ["allowed"] = path is not null
                ? authorizer.Allows(user, path.Text("verb") ?? "", path.Text("path") ?? "")
                : authorizer.Allows(user, Request(wanted!)),
        };
    }

    private static AccessRequest Request(JsonObject wanted)
    {
        var resource = wanted.Text("resource") ?? "";
        if (wanted.Text("subresource") is { Length: > 0 } subresource)
            resource += $"/{subresource}";
        return new AccessRequest(
            wanted.Text("verb") ?? "",
            wanted.Text("group") ?? "",
            resource,
            wanted.Text("namespace") ?? "",
            wanted.Text("name") ?? ""
        );
    }

    private static ApiException Invalid(string kind, string field, string value, string why) =>
        Refusals.Invalid("authorization.k8s.io", kind, "", [FieldError.Invalid(field, value, why)]);
}
