using System.Text.Json.Nodes;

namespace LocalCluster.Objects;

/// <summary>A mistake in one field, as <c>details.causes</c> carries it.</summary>
/// <param name="Reason">For example <c>FieldValueInvalid</c>.</param>
/// <param name="Field">The path, for example <c>spec.ports[0].name</c>.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record FieldError(string Reason, string Field, string Message)
{
    public static FieldError Required(string field, string why = "") =>
        new("FieldValueRequired", field, why.Length == 0 ? "Required value" : $"Required value: {why}");

    /// <summary>The value in the form in which Go prints it with <c>%#v</c> or as JSON text.</summary>
    public static FieldError Invalid(string field, string value, string why) =>
        new("FieldValueInvalid", field, $"Invalid value: {value}: {why}");

    public static FieldError Invalid(string field, JsonNode? value, string why) =>
        Invalid(field, value?.ToJsonString(JsonText.Options) ?? "null", why);

    public static FieldError NotFound(string field, string value) =>
        new("FieldValueNotFound", field, $"Not found: \"{value}\"");

    public static FieldError Duplicate(string field, string value) =>
        new("FieldValueDuplicate", field, $"Duplicate value: {value}");

    public static FieldError NotSupported(string field, string value, params IEnumerable<string> supported) =>
        new(
            "FieldValueNotSupported",
            field,
            $"Unsupported value: \"{value}\": supported values: "
                + string.Join(", ", supported.Select(s => $"\"{s}\""))
        );

    public static FieldError TooLong(string field, int most) =>
        new("FieldValueTooLong", field, $"Too long: must have at most {most} bytes");

    public static FieldError Forbidden(string field, string why) =>
        new("FieldValueForbidden", field, $"Forbidden: {why}");

    public JsonObject ToCause() =>
        new()
        {
            ["reason"] = Reason,
            ["message"] = Message,
            ["field"] = Field,
        };
}
