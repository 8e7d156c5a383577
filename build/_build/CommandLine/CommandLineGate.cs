using System.Collections;
using Slipway.Values;

namespace Slipway.Targets.CommandLine;

/// <summary>Looks at everything that parameters come from before the engine sees it.</summary>
internal static class CommandLineGate
{
    /// <summary>What is wrong; null when the engine may run.</summary>
    public static Refusal? Check(Type build, IReadOnlyList<string> arguments, string root)
    {
        var shape = BuildShape.Of(build);
        if (CommandLineCheck.Mistakes(shape, arguments) is { Count: > 0 } mistakes)
            return new CommandLineRefusal(mistakes, "the command line: " + string.Join(' ', arguments));

        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(v => KeyValuePair.Create((string)v.Key, v.Value as string ?? ""));
        if (VariableCheck.Mistakes(shape, variables) is { Count: > 0 } inVariables)
            return new CommandLineRefusal(inVariables, "the environment");

        var inFiles = ParameterFiles(arguments, root)
            .SelectMany(file => File.Exists(Path.Combine(root, file))
                ? VariableCheck.Mistakes(shape, file, File.ReadAllText(Path.Combine(root, file)))
                : [$"there is no {file}"])
            .ToList();
        return inFiles.Count > 0 ? new CommandLineRefusal(inFiles, "the parameters files") : null;
    }

    private static IEnumerable<string> ParameterFiles(IReadOnlyList<string> arguments, string root)
    {
        if (File.Exists(Path.Combine(root, ".nuke/parameters.json")))
            yield return ".nuke/parameters.json";
        var profiles = arguments.SkipWhile(a => !a.Equals("--profile", StringComparison.OrdinalIgnoreCase))
            .Skip(1).TakeWhile(a => !a.StartsWith('-'));
        foreach (var profile in profiles)
            yield return $".nuke/parameters.{profile}.json";
    }
}
