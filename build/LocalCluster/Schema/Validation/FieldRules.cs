using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>
/// Rules for single fields, with the words in which the API server refuses objects of custom kinds.
/// </summary>
internal static class FieldRules
{
    /// <summary>A number within bounds, where given.</summary>
    public static void Between(this FieldErrors mistakes, string path, JsonNode? value, long least, long most)
    {
        if (value.Number() < least)
            mistakes.Add(
                FieldError.Invalid(path, value, $"{path} in body should be greater than or equal to {least}")
            );
        if (value.Number() > most)
            mistakes.Add(
                FieldError.Invalid(path, value, $"{path} in body should be less than or equal to {most}")
            );
    }

    /// <summary>A list of a bounded size, where given.</summary>
    public static void Count(this FieldErrors mistakes, string path, JsonNode? value, int least, int most)
    {
        if (value is not JsonArray list)
            return;
        if (list.Count < least)
            mistakes.Add(
                FieldError.Invalid(
                    path,
                    $"{list.Count}",
                    $"{path} in body should have at least {least} items"
                )
            );
        if (list.Count > most)
            mistakes.Add(
                new FieldError(
                    "FieldValueTooMany",
                    path,
                    $"Too many: {list.Count}: must have at most {most} items"
                )
            );
    }

    /// <summary>A text of a bounded length and a form, where given.</summary>
    public static void Text(
        this FieldErrors mistakes,
        string path,
        JsonNode? value,
        int most,
        Regex? form = null,
        int least = 1
    )
    {
        if (value.Text() is not { } text)
            return;
        if (text.Length < least)
            mistakes.Check(path, text, $"{path} in body should be at least {least} chars long");
        else if (text.Length > most)
            mistakes.Add(FieldError.TooLong(path, most));
        else if (form is not null && !form.IsMatch(text))
            mistakes.Check(path, text, $"{path} in body should match '{form}'");
    }

    /// <summary>A rule over several fields; the value is shown as its kind, as the API server does.</summary>
    public static void Rule(this FieldErrors mistakes, string path, bool holds, string otherwise)
    {
        if (!holds)
            mistakes.Add(FieldError.Invalid(path, "\"object\"", otherwise));
    }

    /// <summary>No two items of a list with the same key.</summary>
    public static void Distinct(
        this FieldErrors mistakes,
        string path,
        IEnumerable<JsonObject> items,
        string key
    )
    {
        var seen = new HashSet<string>();
        foreach (var (i, item) in items.Index())
        {
            if (item.Text(key) is { } value && !seen.Add(value))
                mistakes.Add(FieldError.Duplicate($"{path}[{i}]", $"{{\"{key}\":\"{value}\"}}"));
        }
    }
}
