using System.Globalization;
using Slipway.Values;

namespace Slipway.Targets.CommandLine;

/// <summary>
/// Finds what NUKE would pass over: it ignores a parameter that it does not know and falls back to the default where a
/// value does not fit. A delivery must not go on from either.
/// </summary>
internal static class CommandLineCheck
{
    /// <summary>All mistakes of a command line.</summary>
    public static IReadOnlyList<string> Mistakes(BuildShape build, IReadOnlyList<string> arguments)
    {
        var mistakes = new List<string>();
        var targets = arguments.TakeWhile(a => !a.StartsWith('-')).ToList();
        mistakes.AddRange(UnknownTargets(build, targets));

        for (var i = targets.Count; i < arguments.Count;)
        {
            var name = arguments[i].TrimStart('-');
            var values = arguments.Skip(i + 1).TakeWhile(a => !IsName(a)).ToList();
            mistakes.AddRange(Check(build, arguments[i], name, values));
            i += 1 + values.Count;
        }
        return mistakes;
    }

    /// <summary>The mistake in a value from elsewhere (a variable, a file); null when it fits.</summary>
    public static string? Mistake(ParameterShape parameter, string value) => parameter.Form switch
    {
        ValueForm.Switch when !bool.TryParse(value, out _) => $"'{value}' is neither true nor false",
        ValueForm.Number when !long.TryParse(value, CultureInfo.InvariantCulture, out _) => $"'{value}' is no whole number",
        ValueForm.Choice when !parameter.Choices.Contains(value, StringComparer.OrdinalIgnoreCase) =>
            $"'{value}' is none of {string.Join(", ", parameter.Choices)}",
        _ => null,
    };

    private static IEnumerable<string> Check(BuildShape build, string written, string name, List<string> values)
    {
        if (name.Contains('='))
        {
            var parts = name.Split('=', 2);
            return [$"'{written}' is not understood; write '--{parts[0]} {parts[1]}'"];
        }

        var parameter = build.Parameters.FirstOrDefault(p => Plain(p.Name) == Plain(name));
        if (parameter is null)
        {
            var nearest = Suggestion.For(name, build.Parameters.Select(p => p.Name));
            return [$"unknown parameter '{written}'" + (nearest is null ? "" : $"; did you mean '--{nearest}'?")];
        }
        if (parameter.Name == "target")
            return UnknownTargets(build, values);
        if (parameter.Name == "skip")
            return UnknownTargets(build, values.SelectMany(v => v.Split('+')));
        if (values.Count == 0 && parameter.Form != ValueForm.Switch)
            return [$"'--{parameter.Name}' needs a value"];
        if (values.Count > 1 && !parameter.Many)
            return [$"'--{parameter.Name}' takes one value, but got '{string.Join(" ", values)}'"];
        return values.Select(v => Mistake(parameter, v)).OfType<string>().Select(m => $"'--{parameter.Name}': {m}");
    }

    private static IEnumerable<string> UnknownTargets(BuildShape build, IEnumerable<string> names) =>
        from name in names
        where !build.Targets.Contains(name, StringComparer.OrdinalIgnoreCase)
        select $"unknown target '{name}'.{Suggestion.Phrase(name, build.Targets)} There are: {string.Join(", ", build.Targets)}";

    /// <summary>A value may start with a dash where it is a number.</summary>
    private static bool IsName(string argument) =>
        argument.StartsWith('-') && !double.TryParse(argument, CultureInfo.InvariantCulture, out _);

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
