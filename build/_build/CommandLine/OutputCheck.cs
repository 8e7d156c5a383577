namespace Slipway.Targets.CommandLine;

/// <summary>Finds an <c>--output</c> that cannot be answered.</summary>
internal static class OutputCheck
{
    /// <summary>All mistakes.</summary>
    public static IReadOnlyList<string> Mistakes(
        BuildShape build,
        IReadOnlyList<string> words,
        IReadOnlyDictionary<string, string> variables
    )
    {
        var arguments = new Arguments(words);
        var format = ConsoleUse.FormatOf(arguments, variables);
        if (format == OutputFormat.Text || arguments.Has("help"))
            return [];
        var (option, name) = format == OutputFormat.Json ? ("json", "JSON") : ("markdown", "Markdown");
        var answering = build.Queries.Where(q => Can(q.Value, format)).Select(q => q.Key).Order();
        var unable = arguments
            .Targets.Where(target => !Can(ConsoleUse.KindOf(build, target), format))
            .ToList();
        if (arguments.Targets.Count == 0 || unable.Count > 0)
        {
            var which = unable.Count > 0 ? string.Join(", ", unable) : "the default target";
            return
            [
                $"'--output {option}': {which} cannot answer in {name}; {string.Join(", ", answering)} can",
            ];
        }
        return arguments.Targets.Count == 1
            ? []
            :
            [
                $"'--output {option}' prints the answer of one target; name one instead of "
                    + $"{string.Join(", ", arguments.Targets)}",
            ];
    }

    private static bool Can(AnswerKind? kind, OutputFormat format) =>
        kind == AnswerKind.Data
        || (kind, format)
            is
                (AnswerKind.Result, OutputFormat.Markdown)
                or
                (AnswerKind.Result or AnswerKind.Events or AnswerKind.Manifests, OutputFormat.Json);
}
