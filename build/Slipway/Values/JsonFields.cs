using System.Text.Json;

namespace Slipway.Values;

/// <summary>
/// Reads the fields of a JSON document that somebody else wrote: what is missing and what is of another type are alike,
/// and nothing throws but what says so. A missing field has the kind <see cref="JsonValueKind.Undefined"/>, so that steps can be chained.
/// </summary>
internal static class JsonFields
{
    /// <summary>A field of an object.</summary>
    public static JsonElement Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value
            : default;

    /// <summary>A field of an object, and whether there is one.</summary>
    public static bool TryField(this JsonElement element, string name, out JsonElement value)
    {
        value = element.Field(name);
        return value.ValueKind != JsonValueKind.Undefined;
    }

    /// <summary>A string; null for anything else.</summary>
    public static string? Text(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>A field that is a string; null where there is none.</summary>
    public static string? Text(this JsonElement element, string name) => element.Field(name).Text();

    /// <summary>A field that must be a string.</summary>
    /// <exception cref="FormatException">It is missing, or something else.</exception>
    public static string RequiredText(this JsonElement element, string name) =>
        element.Text(name) ?? throw new FormatException($"'{name}' is missing, or not a string.");

    /// <summary>A whole number of 64 bits; null for anything else.</summary>
    public static long? Number(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : null;

    /// <summary>A whole number of 32 bits; null for anything else.</summary>
    public static int? SmallNumber(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) ? number : null;

    /// <summary>Whether it is <c>true</c>.</summary>
    public static bool IsTrue(this JsonElement element) => element.ValueKind == JsonValueKind.True;

    /// <summary>The items of a list; none where it is no list.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [];

    /// <summary>The items of a field that is a list.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string name) =>
        element.Field(name).Items();

    /// <summary>The strings among the items of a field that is a list.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        [.. element.Items(name).Select(Text).OfType<string>()];

    /// <summary>The fields of an object; none where it is no object.</summary>
    public static IReadOnlyList<JsonProperty> Members(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject()] : [];
}
