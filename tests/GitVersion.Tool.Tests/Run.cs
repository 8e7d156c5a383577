using System.Text.Json;
using GitVersion.Cli;

namespace GitVersion.Tests;

/// <summary>One run of the tool, in this process.</summary>
internal sealed record Run(int ExitCode, string Output, string Errors)
{
    public static async Task<Run> InAsync(string directory, params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var exitCode = await Tool.RunAsync(arguments, directory, output, errors);
        return new Run(exitCode, output.ToString().TrimEnd(), errors.ToString().TrimEnd());
    }

    /// <summary>The full version of a history.</summary>
    public static async Task<string> VersionOfAsync(TestRepository repository)
    {
        var run = await InAsync(repository.Root);
        Assert.True(run.ExitCode == 0, run.Errors);
        return run["FullSemVer"];
    }

    /// <summary>The text of one variable of the JSON output.</summary>
    public string this[string variable] =>
        JsonDocument.Parse(Output).RootElement.GetProperty(variable).ToString();
}
