using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>
/// Rules for custom objects: what the schema of their definition says (a structural OpenAPI v3 schema).
/// </summary>
internal static class CustomValidation
{
    public static void Check(CustomKind kind, JsonObject obj, FieldErrors mistakes)
    {
        foreach (var (name, schema) in kind.OpenApi.Object("properties") ?? [])
        {
            if (name != "metadata" && schema is JsonObject property && obj[name] is { } value)
                Check(name, property, value, mistakes);
        }
        Required("", kind.OpenApi ?? [], obj, mistakes);
    }

    private static void Check(string path, JsonObject schema, JsonNode value, FieldErrors mistakes)
    {
        if (!HasType(schema, value))
        {
            mistakes.Add(
                FieldError.Invalid(
                    path,
                    $"\"{TypeOf(value)}\"",
                    $"{path} in body must be of type " + $"{schema.Text("type")}: \"{TypeOf(value)}\""
                )
            );
            return;
        }
        if (schema["enum"] is JsonArray allowed && !allowed.Any(a => JsonEquality.Same(a, value)))
            mistakes.Add(
                FieldError.NotSupported(path, value.ToString(), allowed.Select(a => a?.ToString() ?? "null"))
            );
        switch (value)
        {
            case JsonObject obj:
                Required(path + ".", schema, obj, mistakes);
                foreach (var (name, child) in obj.Where(p => p.Value is not null))
                {
                    if (
                        (schema.Object("properties", name) ?? schema["additionalProperties"] as JsonObject) is
                        { } property
                    )
                        Check($"{path}.{name}", property, child!, mistakes);
                }
                break;
            case JsonArray list:
                Count(path, schema, list, mistakes);
                foreach (var (i, item) in list.Index().Where(i => i.Item is not null))
                {
                    if (schema.Object("items") is { } items)
                        Check($"{path}[{i}]", items, item!, mistakes);
                }
                break;
            case JsonValue scalar:
                Scalar(path, schema, scalar, mistakes);
                break;
        }
    }

    private static void Required(string prefix, JsonObject schema, JsonObject obj, FieldErrors mistakes)
    {
        foreach (var name in schema.Strings("required").Where(n => obj[n] is null))
            mistakes.Required(prefix + name);
    }

    private static void Count(string path, JsonObject schema, JsonArray list, FieldErrors mistakes)
    {
        if (list.Count < schema.Number("minItems"))
            mistakes.Add(
                FieldError.Invalid(
                    path,
                    $"{list.Count}",
                    $"{path} in body should have at least {schema.Number("minItems")} items"
                )
            );
        if (list.Count > schema.Number("maxItems"))
            mistakes.Add(
                new FieldError(
                    "FieldValueTooMany",
                    path,
                    $"Too many: {list.Count}: must have at most {schema.Number("maxItems")} items"
                )
            );
    }

    private static void Scalar(string path, JsonObject schema, JsonValue value, FieldErrors mistakes)
    {
        if (value.Text() is { } text)
        {
            if (
                schema.Text("pattern") is { } pattern
                && !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1))
            )
                mistakes.Check(path, text, $"{path} in body should match '{pattern}'");
            if (text.Length < schema.Number("minLength"))
                mistakes.Check(
                    path,
                    text,
                    $"{path} in body should be at least {schema.Number("minLength")} chars long"
                );
            if (text.Length > schema.Number("maxLength"))
                mistakes.Add(FieldError.TooLong(path, (int)schema.Number("maxLength")!.Value));
        }
        else if (value.GetValueKind() == JsonValueKind.Number)
        {
            var number = Number(value);
            if (schema["minimum"] is JsonValue least && number < Number(least))
                mistakes.Add(
                    FieldError.Invalid(
                        path,
                        value,
                        $"{path} in body should be greater than or equal to {least}"
                    )
                );
            if (schema["maximum"] is JsonValue most && number > Number(most))
                mistakes.Add(
                    FieldError.Invalid(path, value, $"{path} in body should be less than or equal to {most}")
                );
        }
    }

    private static double Number(JsonValue value) =>
        double.Parse(value.ToString(), CultureInfo.InvariantCulture);

    private static bool HasType(JsonObject schema, JsonNode value) =>
        schema.Flag("x-kubernetes-int-or-string")
            ? TypeOf(value) is "integer" or "string"
            : schema.Text("type") switch
            {
                null => true,
                "number" => TypeOf(value) is "number" or "integer",
                var type => TypeOf(value) == type,
            };

    private static string TypeOf(JsonNode value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => JsonNumbers.Whole(value.AsValue()) is null ? "number" : "integer",
            _ => "boolean",
        };
}
