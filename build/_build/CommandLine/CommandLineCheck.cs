using Slipway.Values;

namespace Slipway.Targets.CommandLine;

/// <summary>
/// Finds errors that NUKE tolerates: it ignores unknown parameters and replaces invalid values by defaults. A
/// delivery must not continue with either. No message shows a secret.
/// </summary>
internal static class CommandLineCheck
{
    private const string Hidden = "***";

    /// <summary>All errors in a command line.</summary>
    public static IReadOnlyList<string> Mistakes(BuildShape build, IReadOnlyList<string> arguments)
    {
        var targets = arguments.TakeWhile(a => !Arguments.IsName(a)).ToList();
        var mistakes = targets.SelectMany(t => ValueCheck.UnknownTargets(t, build.Targets)).ToList();
        var seen = new HashSet<ParameterShape>();
        for (var i = targets.Count; i < arguments.Count; )
        {
            var written = arguments[i];
            var values = arguments.Skip(i + 1).TakeWhile(a => !Arguments.IsName(a)).ToList();
            i += 1 + values.Count;
            var parameter = Find(build, written.Split('=')[0]);
            mistakes.AddRange(Check(build, written, parameter, values));
            if (parameter is not null && !seen.Add(parameter))
                mistakes.Add($"'--{parameter.Name}' is given twice");
            // The word after a secret without a value is most likely the secret itself, starting with a dash.
            var next = arguments.ElementAtOrDefault(i);
            if (parameter is { Secret: true } && values.Count == 0 && !IsKnown(build, next))
                i += 1;
        }
        return mistakes;
    }

    private static IEnumerable<string> Check(
        BuildShape build,
        string written,
        ParameterShape? parameter,
        List<string> values
    )
    {
        if (parameter is null)
        {
            var name = written.Split('=')[0];
            var nearest = Suggestion.For(name.TrimStart('-'), build.Parameters.Select(p => p.Name));
            var meant = nearest is null ? "" : $"; did you mean '--{nearest}'?";
            return [$"unknown parameter '{name}'{meant}"];
        }
        if (written.Contains('='))
        {
            var value = parameter.Secret ? Hidden : written.Split('=', 2)[1];
            return [$"'--{parameter.Name}={value}' is not supported; write '--{parameter.Name} {value}'"];
        }
        if (values.Count == 0 && parameter.Form != ValueForm.Switch && parameter.Name != "skip")
        {
            var hint = parameter.Secret ? $"; set one that begins with a dash in {parameter.Variable}" : "";
            return [$"'--{parameter.Name}' needs a value{hint}"];
        }
        if (values.Count > 1 && !parameter.Many)
        {
            var shown = parameter.Secret ? Hidden : string.Join(' ', values);
            return [$"'--{parameter.Name}' takes one value, got '{shown}'"];
        }
        return values
            .SelectMany(v => ValueCheck.Mistakes(parameter, v))
            .Select(m => $"'--{parameter.Name}': {m}");
    }

    private static bool IsKnown(BuildShape build, string? argument) =>
        argument is not null && Find(build, argument.Split('=')[0]) is not null;

    private static ParameterShape? Find(BuildShape build, string written) =>
        build.Parameters.FirstOrDefault(p => p.Letters == ParameterShape.LettersOf(written));
}
