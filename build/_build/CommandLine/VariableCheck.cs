using System.Text.Json;
using Slipway.Values;

namespace Slipway.Targets.CommandLine;

/// <summary>Finds values in variables and parameters files that do not fit their parameter.</summary>
internal static class VariableCheck
{
    /// <summary>
    /// All mistakes in variables. NUKE binds <c>NAME</c> and <c>NUKE_NAME</c>, compared by letters and digits without case.
    /// </summary>
    public static IReadOnlyList<string> Mistakes(BuildShape build, IEnumerable<KeyValuePair<string, string>> variables) =>
    [
        .. from variable in variables
           from parameter in build.Parameters
           where Plain(variable.Key) == Plain(parameter.Name) || Plain(variable.Key) == "nuke" + Plain(parameter.Name)
           where variable.Value.Length > 0
           from value in parameter.Many ? variable.Value.Split(' ') : [variable.Value]
           let mistake = CommandLineCheck.Mistake(parameter, value)
           where mistake is not null
           select $"variable {variable.Key}: {mistake}",
    ];

    /// <summary>All mistakes in a parameters file.</summary>
    public static IReadOnlyList<string> Mistakes(BuildShape build, string file, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return [$"{file}: expected an object of parameters"];
            return [.. document.RootElement.EnumerateObject().SelectMany(p => Mistakes(build, file, p))];
        }
        catch (JsonException e)
        {
            return [$"{file}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}: no valid JSON"];
        }
    }

    private static IEnumerable<string> Mistakes(BuildShape build, string file, JsonProperty property)
    {
        if (property.Name == "$schema")
            yield break;
        var parameter = build.Parameters.FirstOrDefault(p => Plain(p.Name) == Plain(property.Name));
        if (parameter is null)
        {
            yield return $"{file}: unknown parameter '{property.Name}'."
                + Suggestion.Phrase(property.Name, build.Parameters.Select(p => p.Name));
            yield break;
        }
        var values = property.Value.ValueKind == JsonValueKind.Array ? [.. property.Value.EnumerateArray()] : new[] { property.Value };
        foreach (var value in values)
        {
            if (CommandLineCheck.Mistake(parameter, value.ToString()) is { } mistake)
                yield return $"{file}: {property.Name}: {mistake}";
        }
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
