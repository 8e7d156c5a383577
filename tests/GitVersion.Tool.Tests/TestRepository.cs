using System.Diagnostics;
using System.Globalization;

namespace GitVersion.Tests;

/// <summary>
/// A real repository in a folder of its own, grown by one-line steps: <c>commit [message]</c>, <c>tag
/// v1.0.0</c>,
/// <c>annotate v1.0.0</c>, <c>branch feature/x</c>, <c>checkout main</c>, <c>merge feature/x [message]</c>,
/// <c>write file</c>, <c>stage file</c>.
/// </summary>
internal sealed class TestRepository : IDisposable
{
    private static readonly DateTimeOffset _start = new(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2));

    private int _steps;

    public TestRepository(string? steps = null, string trunk = "main")
    {
        Git("init", "-q", "-b", trunk, ".");
        Configure("workflow: GitHubFlow/v1");
        File.AppendAllText(Path.Combine(Root, ".git/info/exclude"), "GitVersion.yml\n");
        if (steps is not null)
            Grow(steps);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("gitversion-").FullName;

    public void Configure(string yaml) => File.WriteAllText(Path.Combine(Root, "GitVersion.yml"), yaml);

    public void Grow(string steps)
    {
        foreach (var step in steps.Split(';', StringSplitOptions.TrimEntries))
            Do(step.Split(' ')[0], step.Contains(' ') ? step.Split(' ', 2)[1] : "");
    }

    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var date = _start.AddMinutes(_steps).ToString("O", CultureInfo.InvariantCulture);
        foreach (var who in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{who}_NAME"] = "Test";
            start.Environment[$"GIT_{who}_EMAIL"] = "test@example.com";
            start.Environment[$"GIT_{who}_DATE"] = date;
        }
        // What is configured on this machine must not matter.
        start.Environment["GIT_CONFIG_GLOBAL"] = Path.Combine(Root, "none");
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {errors.Result}");
        return output.Trim();
    }

    public void Dispose()
    {
        // Git writes its objects read-only, which Windows refuses to delete.
        foreach (var file in new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;
        Directory.Delete(Root, recursive: true);
    }

    private void Do(string verb, string rest)
    {
        _steps++;
        var words = rest.Split(' ', 2);
        string[] command = verb switch
        {
            "commit" => ["commit", "-q", "--allow-empty", "-m", rest.Length > 0 ? rest : "change"],
            "tag" => ["tag", rest],
            "annotate" => ["tag", "-a", rest, "-m", rest],
            "branch" => ["checkout", "-q", "-b", rest],
            "checkout" => ["checkout", "-q", rest],
            "merge" when words is [var branch, var message] =>
            [
                "merge",
                "-q",
                "--no-ff",
                "-m",
                message,
                branch,
            ],
            "merge" => ["merge", "-q", "--no-ff", rest],
            "stage" => ["add", rest],
            "write" => [],
            _ => throw new ArgumentException($"Unknown step '{verb}'.", nameof(verb)),
        };
        if (command.Length == 0)
            File.AppendAllText(Path.Combine(Root, rest), $"step {_steps}\n");
        else
            Git(command);
    }
}
