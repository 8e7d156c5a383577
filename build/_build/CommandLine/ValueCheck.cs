using System.Globalization;
using Slipway.Values;

namespace Slipway.Targets.CommandLine;

/// <summary>Finds invalid values, from any source.</summary>
internal static class ValueCheck
{
    /// <summary>Errors in a value; empty if it is valid.</summary>
    public static IEnumerable<string> Mistakes(ParameterShape parameter, string value) =>
        parameter.Form switch
        {
            ValueForm.Switch when !bool.TryParse(value, out _) => [$"'{value}' is neither true nor false"],
            ValueForm.Number when !long.TryParse(value, CultureInfo.InvariantCulture, out _) =>
            [
                $"'{value}' is not an integer",
            ],
            ValueForm.Choice when !parameter.Choices.Contains(value, StringComparer.OrdinalIgnoreCase) =>
            [
                $"'{value}' is not one of {string.Join(", ", parameter.Choices)}",
            ],
            ValueForm.Target => UnknownTargets(value, parameter.Choices),
            _ => [],
        };

    /// <summary>Unknown targets in a text with <c>+</c> between names.</summary>
    public static IEnumerable<string> UnknownTargets(string text, IReadOnlyList<string> targets)
    {
        var letters = targets.Select(ParameterShape.LettersOf).ToList();
        return from name in text.Split('+', StringSplitOptions.RemoveEmptyEntries)
            where !letters.Contains(ParameterShape.LettersOf(name))
            let near = Suggestion.Phrase(name, targets)
            select $"unknown target '{name}'.{near} Targets: {string.Join(", ", targets)}";
    }
}
