using System.Globalization;
using Slipway.Values;

namespace Slipway.Targets.CommandLine;

/// <summary>Finds values that do not fit their parameter, wherever they come from.</summary>
internal static class ValueCheck
{
    /// <summary>What is wrong with a value; nothing when it fits.</summary>
    public static IEnumerable<string> Mistakes(ParameterShape parameter, string value) =>
        parameter.Form switch
        {
            ValueForm.Switch when !bool.TryParse(value, out _) => [$"'{value}' is neither true nor false"],
            ValueForm.Number when !long.TryParse(value, CultureInfo.InvariantCulture, out _) =>
            [
                $"'{value}' is no whole number",
            ],
            ValueForm.Choice when !parameter.Choices.Contains(value, StringComparer.OrdinalIgnoreCase) =>
            [
                $"'{value}' is none of {string.Join(", ", parameter.Choices)}",
            ],
            ValueForm.Target => UnknownTargets(value, parameter.Choices),
            _ => [],
        };

    /// <summary>Names that are no target, among those in a text with <c>+</c> between them.</summary>
    public static IEnumerable<string> UnknownTargets(string text, IReadOnlyList<string> targets)
    {
        var letters = targets.Select(ParameterShape.LettersOf).ToList();
        return from name in text.Split('+', StringSplitOptions.RemoveEmptyEntries)
            where !letters.Contains(ParameterShape.LettersOf(name))
            let near = Suggestion.Phrase(name, targets)
            select $"unknown target '{name}'.{near} There are: {string.Join(", ", targets)}";
    }
}
