using Slipway.Values;

namespace Slipway.Targets.CommandLine;

/// <summary>Validates all sources of parameters before NUKE reads them.</summary>
/// <param name="build">The targets and parameters that there are.</param>
/// <param name="variables">The environment's variables.</param>
internal sealed class CommandLineGate(BuildShape build, IReadOnlyDictionary<string, string> variables)
{
    /// <summary>Errors in the command line and the variables; null if there are none.</summary>
    public Refusal? Check(IReadOnlyList<string> arguments)
    {
        var mistakes = CommandLineCheck.Mistakes(build, arguments);
        if (mistakes.Count == 0)
            mistakes = [.. Missing(arguments), .. OutputCheck.Mistakes(build, arguments, variables)];
        if (mistakes.Count > 0)
            return new CommandLineRefusal(mistakes, "the command line");
        var inVariables = VariableCheck.Mistakes(build, variables);
        return inVariables.Count > 0
            ? new CommandLineRefusal(inVariables, "the environment variables")
            : null;
    }

    /// <summary>Errors in the parameters files of a repository; null if there are none.</summary>
    public Refusal? CheckFiles(IReadOnlyList<string> arguments, string root)
    {
        var mistakes = ParameterFiles(arguments, root)
            .SelectMany(file =>
                File.Exists(Path.Combine(root, file))
                    ? ParametersFileCheck.Mistakes(build, file, File.ReadAllText(Path.Combine(root, file)))
                    : [$"{file} does not exist"]
            )
            .ToList();
        return mistakes.Count > 0 ? new CommandLineRefusal(mistakes, "the parameters files") : null;
    }

    private static IEnumerable<string> Missing(IReadOnlyList<string> arguments) =>
        from folder in new Arguments(arguments).Values("root")
        where !Directory.Exists(folder)
        select $"'--root': folder '{folder}' does not exist";

    private IEnumerable<string> ParameterFiles(IReadOnlyList<string> arguments, string root)
    {
        if (File.Exists(Path.Combine(root, ".nuke/parameters.json")))
            yield return ".nuke/parameters.json";
        var profiles = new Arguments(arguments).Values("profile").ToList();
        if (profiles.Count == 0 && variables.TryGetValue("NUKE_PROFILE", out var names))
            profiles.AddRange(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (var profile in profiles)
            yield return $".nuke/parameters.{profile}.json";
    }
}
