using System.Text.Json;
using Slipway.Values;

namespace Slipway.Targets.CommandLine;

/// <summary>Finds mistakes in <c>.nuke/parameters.json</c> and the files of profiles.</summary>
internal static class ParametersFileCheck
{
    /// <summary>All errors in a file.</summary>
    /// <param name="build">The known targets and parameters.</param>
    /// <param name="file">Its name in messages.</param>
    /// <param name="json">Its text.</param>
    public static IReadOnlyList<string> Mistakes(BuildShape build, string file, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return [$"{file}: expected a JSON object"];
            var properties = document.RootElement.EnumerateObject();
            return [.. properties.SelectMany(p => Mistakes(build, p)).Select(m => $"{file}: {m}")];
        }
        catch (JsonException e)
        {
            return [$"{file}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}: invalid JSON"];
        }
        // A name or value that is no text, such as half of a surrogate pair.
        catch (InvalidOperationException e)
        {
            return [$"{file}: invalid JSON: {e.Message}"];
        }
    }

    private static IEnumerable<string> Mistakes(BuildShape build, JsonProperty property)
    {
        if (property.Name == "$schema")
            return [];
        var letters = ParameterShape.LettersOf(property.Name);
        var parameter = build.Parameters.FirstOrDefault(p => p.Letters == letters);
        if (parameter is null)
        {
            var names = build.Parameters.Select(p => p.Name);
            return [$"unknown parameter '{property.Name}'.{Suggestion.Phrase(property.Name, names)}"];
        }
        var values =
            property.Value.ValueKind == JsonValueKind.Array && parameter.Many
                ? [.. property.Value.EnumerateArray()]
                : new[] { property.Value };
        return values.SelectMany(v => Mistakes(parameter, v)).Select(m => $"{property.Name}: {m}");
    }

    private static IEnumerable<string> Mistakes(ParameterShape parameter, JsonElement value)
    {
        var fits = value.ValueKind switch
        {
            JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null => false,
            JsonValueKind.True or JsonValueKind.False => parameter.Form != ValueForm.Text,
            _ => true,
        };
        return fits
            ? ValueCheck.Mistakes(parameter, value.ToString())
            : [$"expected {Expected(parameter)}, found {Found(value)}"];
    }

    private static string Expected(ParameterShape parameter) =>
        parameter.Form switch
        {
            ValueForm.Switch => "true or false",
            ValueForm.Number => "an integer",
            _ => "a string",
        };

    private static string Found(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.Null => "null",
            _ => value.ToString().ToLowerInvariant(),
        };
}
