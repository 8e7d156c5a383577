using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Schema;

/// <summary>The API server's refusals, in its words.</summary>
internal static class Refusals
{
    public static ApiException NotFound(KindDefinition kind, string name) =>
        new(404, "NotFound", $"{kind.QualifiedPlural} \"{name}\" not found", Details(kind, name));

    public static ApiException UnknownResource() =>
        new(404, "NotFound", "the server could not find the requested resource", []);

    public static ApiException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static ApiException AlreadyExists(KindDefinition kind, string name) =>
        new(409, "AlreadyExists", $"{kind.QualifiedPlural} \"{name}\" already exists", Details(kind, name));

    public static ApiException Modified(KindDefinition kind, string name) =>
        new(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on {kind.QualifiedPlural} \"{name}\": the object has been modified; "
                + "please apply your changes to the latest version and try again",
            Details(kind, name)
        );

    public static ApiException NothingWithUid(KindDefinition kind, string name, string uid) =>
        new(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on {kind.QualifiedPlural} \"{name}\": uid mismatch: the provided "
                + $"object specified uid {uid}, and no existing object was found",
            Details(kind, name)
        );

    public static ApiException Precondition(
        KindDefinition kind,
        string name,
        string what,
        string wanted,
        string found
    ) =>
        new(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on {kind.QualifiedKind} \"{name}\": the {what} in the "
                + "precondition "
                + $"({wanted}) does not match the {what} in record ({found}). The object might have been "
                + (what == "UID" ? "deleted and then recreated" : "modified"),
            Details(kind.Kind.Group, kind.Kind.Kind, name)
        );

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiException Forbidden(
        KindDefinition kind,
        string name,
        string why,
        JsonArray? causes = null
    )
    {
        var details = Details(kind, name);
        if (causes is not null)
            details["causes"] = causes;
        return new ApiException(
            403,
            "Forbidden",
            $"{kind.QualifiedPlural} \"{name}\" is forbidden: {why}",
            details
        );
    }

    public static ApiException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiException UnsupportedMediaType() =>
        new(415, "UnsupportedMediaType", "415: Unsupported Media Type", []);

    public static ApiException Expired(long wanted, long oldest) =>
        new(410, "Expired", $"too old resource version: {wanted} ({oldest})");

    /// <summary>
    /// The state of a list's first page has expired; the error includes a token to continue without it.
    /// </summary>
    public static ApiException ContinueExpired(string inconsistent) =>
        new(
            410,
            "Expired",
            "The provided continue parameter is too old to display a consistent list result. You can start a "
                + "new list without the continue parameter, or use the continue token in this response to "
                + "retrieve the remainder of the results. Continuing with the provided token results in an "
                + "inconsistent list - objects that were created, modified, or deleted between the time the "
                + "first chunk was returned and now may show up in the list."
        )
        {
            Continue = inconsistent,
        };

    public static ApiException ListExpired() =>
        new(410, "Expired", "The resourceVersion for the provided list is too old.");

    public static ApiException TooLargeVersion(long wanted, long current) =>
        new(
            504,
            "Timeout",
            $"Too large resource version: {wanted}, current: {current}",
            new JsonObject
            {
                ["causes"] = new JsonArray(
                    new JsonObject
                    {
                        ["reason"] = "ResourceVersionTooLarge",
                        ["message"] = "Too large resource version",
                    }
                ),
                ["retryAfterSeconds"] = 1,
            }
        );

    public static ApiException Unprocessable() =>
        new(422, "Invalid", "the server rejected our request due to an error in our request", []);

    public static ApiException Unprocessable(string why) => new(422, "Invalid", why, []);

    public static ApiException NotServed(string why) => new(501, "NotImplemented", why, []);

    /// <summary>An injected failure.</summary>
    public static ApiException Injected(int status) =>
        status switch
        {
            409 => new(409, "Conflict", "injected fault"),
            410 => new(410, "Expired", "too old resource version: injected fault"),
            503 => new(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
            504 => new(504, "Timeout", "the server was unable to return a response in the time allotted"),
            >= 500 => new(status, "InternalError", "Internal error occurred: injected fault"),
            _ => new(status, "", "injected fault"),
        };

    public static ApiException Internal(string message) => new(500, "", message);

    public static ApiException Invalid(KindDefinition kind, string name, IReadOnlyList<FieldError> errors) =>
        Invalid(kind.Kind.Group, kind.Kind.Kind, name, errors);

    public static ApiException Invalid(
        string group,
        string kind,
        string name,
        IReadOnlyList<FieldError> errors
    )
    {
        var texts = errors.Select(e => $"{e.Field}: {e.Message}").Distinct().ToList();
        var details = Details(group, kind, name);
        details["causes"] = new JsonArray([.. errors.Select(JsonNode (e) => e.ToCause())]);
        var all = texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        var qualified = group.Length == 0 ? kind : $"{kind}.{group}";
        return new ApiException(422, "Invalid", $"{qualified} \"{name}\" is invalid: {all}", details);
    }

    private static JsonObject Details(KindDefinition kind, string name) =>
        Details(kind.Kind.Group, kind.Kind.Plural, name);

    /// <summary>Status.details: the object that a refusal is about.</summary>
    public static JsonObject Details(string group, string kind, string name)
    {
        var details = new JsonObject();
        if (name.Length > 0)
            details["name"] = name;
        if (group.Length > 0)
            details["group"] = group;
        details["kind"] = kind;
        return details;
    }
}
