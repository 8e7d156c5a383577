using GitVersion.Configuration;
using GitVersion.History;
using GitVersion.Versions;

namespace GitVersion.Cli;

/// <summary>The tool without its process: everything that Main does.</summary>
internal static class Tool
{
    /// <summary>Runs one command line and returns the exit code: 0, or 1 for a refusal.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args,
        string currentDirectory,
        TextWriter output,
        TextWriter errors
    )
    {
        try
        {
            var arguments = Arguments.Parse(args);
            var text = arguments.Kind switch
            {
                CommandKind.Help => HelpText.Text,
                CommandKind.Version => "6.8.2+Slipway.Fallback",
                _ => await CalculateAsync(arguments, currentDirectory),
            };
            output.WriteLine(text);
            return 0;
        }
        catch (ToolException e)
        {
            errors.WriteLine(e.Message);
            return 1;
        }
    }

    private static async Task<string> CalculateAsync(Arguments arguments, string currentDirectory)
    {
        var directory = Path.GetFullPath(arguments.Directory ?? ".", currentDirectory);
        var repository = GitRepository.Open(directory);
        var head = repository.ReadHeadAsync();
        var settings = ConfigurationFile.Load(arguments.ConfigurationFile, directory, repository.Root);
        var version = await new VersionCalculator(settings, repository).CalculateAsync(await head);
        var variables = Variables.Of(version, settings);
        return arguments.Variable is { } name ? variables.Single(name) : variables.ToJson();
    }
}
