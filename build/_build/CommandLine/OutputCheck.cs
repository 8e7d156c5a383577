namespace Slipway.Targets.CommandLine;

/// <summary>Finds an <c>--output json</c> that cannot be answered with one JSON document.</summary>
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
        if (ConsoleUse.FormatOf(arguments, variables) != OutputFormat.Json || arguments.Has("help"))
            return [];
        var answering = build.Queries.Where(q => q.Value == AnswerKind.Data).Select(q => q.Key).Order();
        var unable = arguments
            .Targets.Where(target => ConsoleUse.KindOf(build, target) != AnswerKind.Data)
            .ToList();
        if (arguments.Targets.Count == 0 || unable.Count > 0)
        {
            var which = unable.Count > 0 ? string.Join(", ", unable) : "the default target";
            return [$"'--output json': {which} cannot answer in JSON; {string.Join(", ", answering)} can"];
        }
        return arguments.Targets.Count == 1
            ? []
            :
            [
                "'--output json' prints one document; name one target instead of "
                    + $"{string.Join(", ", arguments.Targets)}",
            ];
    }
}
