using System.ComponentModel;
using Slipway.Processes;

namespace Slipway.Versioning;

/// <summary>The git command line in one directory.</summary>
internal sealed class Git(string directory)
{
    /// <summary>The directory.</summary>
    public string Directory => directory;

    /// <summary>Settings of git's (<c>name=value</c>) that hold whatever is configured.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Variables of git's own that make it work elsewhere than in the clone.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What a command prints.</summary>
    /// <exception cref="VersioningRefusal">git is missing, this is not a repository, or the command
    /// failed.</exception>
    public Task<string> RunAsync(CancellationToken cancellation, params string[] arguments) =>
        FeedAsync("", arguments, cancellation);

    /// <summary>What a command prints that reads its standard input.</summary>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public async Task<string> FeedAsync(string input, string[] arguments, CancellationToken cancellation)
    {
        var result = await StartAsync(arguments, input, cancellation);
        if (result.ExitCode == 0)
            return result.Output;
        var message = ErrorText.Of(result.Errors);
        throw message.Contains("not a git repository", StringComparison.Ordinal)
            ? new VersioningRefusal(
                "The version comes from git's history, but this folder is not in a git repository.",
                directory,
                "Run the command in a clone, or create a repository: 'git init', then add and commit the sources."
            )
            : new VersioningRefusal(
                $"'git {arguments[0]}' failed: {message}",
                directory,
                "Fix what git reports and run the command again."
            );
    }

    /// <summary>Whether a command that answers by its exit code says yes.</summary>
    /// <exception cref="VersioningRefusal">git is missing.</exception>
    public async Task<bool> SucceedsAsync(CancellationToken cancellation, params string[] arguments) =>
        (await StartAsync(arguments, "", cancellation)).ExitCode == 0;

    /// <summary>What git is to find in its environment, also where another program runs it.</summary>
    public static void Prepare(IDictionary<string, string?> environment)
    {
        // Messages are told apart by their words. A reader takes no lock from someone who works here.
        environment["LC_ALL"] = "C.UTF-8";
        environment["GIT_OPTIONAL_LOCKS"] = "0";
    }

    private async Task<ProcessResult> StartAsync(
        string[] arguments,
        string input,
        CancellationToken cancellation
    )
    {
        if (!System.IO.Directory.Exists(directory))
        {
            throw new VersioningRefusal(
                "There is no such folder.",
                directory,
                "Give the path of a git repository."
            );
        }
        try
        {
            return await new Subprocess("git", [.. Settings.SelectMany(s => new[] { "-c", s }), .. arguments])
            {
                WorkingDirectory = directory,
                Input = input,
                Environment = environment =>
                {
                    Prepare(environment);
                    foreach (var (name, value) in Variables)
                        environment[name] = value;
                },
            }.RunAsync(cancellation);
        }
        catch (Win32Exception e)
        {
            throw new VersioningRefusal(
                $"The command 'git' cannot be started: {e.Message}.",
                "PATH",
                "Install git (https://git-scm.com/downloads) and make sure that it is on the PATH."
            );
        }
    }
}
