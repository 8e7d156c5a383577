using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using GitVersion.Cli;

namespace GitVersion.History;

/// <summary>Runs the git command line in one directory.</summary>
internal sealed class Git(string directory)
{
    /// <summary>What a command prints.</summary>
    /// <exception cref="ToolException">git is missing, or the command failed; with git's own
    /// message.</exception>
    public async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new ToolException($"'git {arguments[0]}' failed: {(await errors).Trim()}");
    }

    /// <summary>The lines that a command prints.</summary>
    public async Task<string[]> LinesAsync(params string[] arguments) =>
        (await RunAsync(arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // A reader must not take the index lock from someone who works in the repository.
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ToolException($"The command 'git' could not be started: {e.Message}");
        }
    }
}
