using System.Globalization;
using Slipway.Values;

namespace Slipway.Targets.CommandLine;

/// <summary>Finds values that do not fit their parameter, wherever they come from.</summary>
internal static class ValueCheck
{
    /// <summary>What is wrong with a value; nothing when it fits.</summary>
    public static IEnumerable<string> Mistakes(ParameterShape parameter, string value) => parameter.Form switch
    {
        ValueForm.Switch when !bool.TryParse(value, out _) => [$"'{value}' is neither true nor false"],
        ValueForm.Number when !long.TryParse(value, CultureInfo.InvariantCulture, out _) =>
            [$"'{value}' is no whole number"],
        ValueForm.Choice when !parameter.Choices.Contains(value, StringComparer.OrdinalIgnoreCase) =>
            [$"'{value}' is none of {string.Join(", ", parameter.Choices)}"],
        ValueForm.Target => UnknownTargets(value, parameter.Choices),
        _ => [],
    };

    /// <summary>The names among those in <paramref name="text"/>, with <c>+</c> between them, that are no target.</summary>
    public static IEnumerable<string> UnknownTargets(string text, IReadOnlyList<string> targets) =>
        from name in text.Split('+', StringSplitOptions.RemoveEmptyEntries)
        where !targets.Contains(name.Replace("-", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)
        select $"unknown target '{name}'.{Suggestion.Phrase(name, targets)} There are: {string.Join(", ", targets)}";
}
