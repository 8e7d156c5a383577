using Slipway.Values;

namespace Slipway.Targets.CommandLine;

/// <summary>Finds variables with invalid values, or with names that look misspelled.</summary>
internal static class VariableCheck
{
    private const string Prefix = "NUKE_";

    /// <summary>
    /// All errors. NUKE binds <c>NAME</c> and <c>NUKE_NAME</c>, compared by letters and digits, ignoring
    /// case. Names that other programs use, such as <c>HOST</c>, <c>VERBOSITY</c> and <c>OUTPUT</c>, are read
    /// only with the prefix. An empty variable counts as not set.
    /// </summary>
    public static IReadOnlyList<string> Mistakes(
        BuildShape build,
        IEnumerable<KeyValuePair<string, string>> variables
    ) =>
        [
            .. variables
                .Where(v => v.Value.Length > 0)
                .OrderBy(v => v.Key, StringComparer.Ordinal)
                .SelectMany(v => Mistakes(build, v.Key, v.Value)),
        ];

    private static IEnumerable<string> Mistakes(BuildShape build, string name, string value)
    {
        var letters = ParameterShape.LettersOf(name);
        var parameter = build.Parameters.FirstOrDefault(p =>
            letters == "nuke" + p.Letters || (letters == p.Letters && !p.NeedsPrefix)
        );
        if (parameter is null)
            return Misspelt(build, name);
        var values = parameter.Many ? value.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [value];
        return values.SelectMany(v => ValueCheck.Mistakes(parameter, v)).Select(m => $"variable {name}: {m}");
    }

    /// <summary>
    /// NUKE and others use the prefix too, so only names close to a parameter are errors.
    /// </summary>
    private static IEnumerable<string> Misspelt(BuildShape build, string name)
    {
        if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return [];
        var written = name[Prefix.Length..].Replace('_', '-');
        var nearest = Suggestion.For(written, build.Parameters.Select(p => p.Name));
        return build
            .Parameters.Where(p => p.Name == nearest)
            .Select(p => $"unknown variable {name}; did you mean {p.Variable}?");
    }
}
