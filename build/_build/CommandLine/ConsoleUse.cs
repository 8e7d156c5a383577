namespace Slipway.Targets.CommandLine;

/// <summary>What goes to standard output and standard error in a run.</summary>
/// <param name="Format">The form of a query's answer.</param>
/// <param name="Log">Where everything but the answer goes.</param>
/// <param name="Events">Whether standard output holds what happens, an event in each line.</param>
internal sealed record ConsoleUse(OutputFormat Format, LogPlace Log, bool Events = false)
{
    private static readonly ConsoleUse s_shared = new(OutputFormat.Text, LogPlace.Output);

    /// <summary>Decides it by the command line and the variables <c>NUKE_OUTPUT</c> and <c>NUKE_VERBOSITY</c>.</summary>
    public static ConsoleUse Of(
        BuildShape build,
        IReadOnlyList<string> words,
        IReadOnlyDictionary<string, string> variables
    )
    {
        var arguments = new Arguments(words);
        var kinds = arguments.Targets.Select(target => KindOf(build, target)).ToList();
        if (kinds.Count == 0 || kinds.Contains(null) || arguments.Has("help") || arguments.Has("plan"))
            return s_shared;
        var format = FormatOf(arguments, variables);
        // Who changes something logs what it does, whatever it answers.
        if (kinds.Any(kind => kind is AnswerKind.Result or AnswerKind.Events))
        {
            return format == OutputFormat.Text
                ? s_shared
                : new ConsoleUse(format, LogPlace.Errors, Events: format == OutputFormat.Json);
        }
        var quiet =
            Is("quiet", arguments, variables, "verbosity")
            || kinds.Any(kind => kind is AnswerKind.Script or AnswerKind.Manifests);
        return (format, quiet) switch
        {
            (_, true) => new ConsoleUse(format, LogPlace.OnFailure),
            (OutputFormat.Json or OutputFormat.Markdown, _) => new ConsoleUse(format, LogPlace.Errors),
            _ => s_shared,
        };
    }

    /// <summary>The requested form, whether or not the targets support it.</summary>
    public static OutputFormat FormatOf(Arguments arguments, IReadOnlyDictionary<string, string> variables) =>
        Is("json", arguments, variables, "output") ? OutputFormat.Json
        : Is("markdown", arguments, variables, "output") ? OutputFormat.Markdown
        : OutputFormat.Text;

    /// <summary>How a target answers; null if it is not a query.</summary>
    public static AnswerKind? KindOf(BuildShape build, string target)
    {
        var name = build.Queries.Keys.FirstOrDefault(query =>
            ParameterShape.LettersOf(query) == ParameterShape.LettersOf(target)
        );
        return name is null ? null : build.Queries[name];
    }

    private static bool Is(
        string word,
        Arguments arguments,
        IReadOnlyDictionary<string, string> variables,
        string parameter
    )
    {
        var given = arguments.Has(parameter)
            ? arguments.Values(parameter).FirstOrDefault()
            : variables.GetValueOrDefault($"NUKE_{parameter.ToUpperInvariant()}");
        return string.Equals(given, word, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Where the log of a run goes.</summary>
internal enum LogPlace
{
    /// <summary>To standard output, together with the answer.</summary>
    Output,

    /// <summary>To standard error.</summary>
    Errors,

    /// <summary>To standard error, and only when the run fails.</summary>
    OnFailure,
}
