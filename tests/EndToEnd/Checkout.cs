using System.Diagnostics;
using System.Text;

namespace EndToEnd;

/// <summary>
/// A fresh clone in an empty folder, used as a user uses it: through build.sh. Shared by all stories.
/// </summary>
public sealed class Checkout : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(20);

    /// <summary>The clone.</summary>
    public string Root { get; } =
        Path.Combine(Path.GetTempPath(), "slipway-" + Guid.NewGuid().ToString("n")[..8]);

    /// <summary>The kubeconfig of the clone's own local cluster.</summary>
    public string Kubeconfig => Path.Combine(Root, ".nuke", "temp", "local", "kubeconfig");

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var found = await ProgramAsync("git", AppContext.BaseDirectory, "rev-parse", "--show-toplevel");
        var source = found.Output.Trim();
        await ProgramAsync("git", Path.GetTempPath(), "clone", "--quiet", source, Root);
        await GitAsync("config", "user.name", "A developer");
        await GitAsync("config", "user.email", "developer@example.com");
        await BePatientAsync();
        // What build.sh found out about the feed holds for this machine; asking again would only cost time.
        var note = Path.Combine(source, ".nuke", "temp", "package-feed");
        if (File.Exists(note))
        {
            Directory.CreateDirectory(Path.Combine(Root, ".nuke", "temp"));
            File.Copy(note, Path.Combine(Root, ".nuke", "temp", "package-feed"));
        }
    }

    // A machine that stands still for some seconds, or is busy with other tests, is neither a slow service nor
    // a rollout that hangs.
    private async Task BePatientAsync()
    {
        const string File = "k8s/overlays/local/environment.yaml";
        Edit(File, "workload: 1m", "workload: 10m");
        Edit(File, "total: 5m", "total: 15m");
        Edit(File, "maximum: 2m", "maximum: 10m");
        Edit(File, "below: 500ms", "below: 10s");
        await CommitAsync("Be patient");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await BuildAsync("LocalDown");
        Directory.Delete(Root, recursive: true);
    }

    /// <summary>Runs a target.</summary>
    public Task<Run> BuildAsync(params string[] arguments) =>
        ProgramAsync("bash", Root, [Path.Combine(Root, "build.sh"), .. arguments, "--no-logo"]);

    /// <summary>Runs a target that must succeed.</summary>
    public async Task<string> DoneAsync(params string[] arguments)
    {
        var run = await BuildAsync(arguments);
        Assert.True(run.Code == 0, $"{string.Join(' ', arguments)} ended with {run.Code}:\n{run.Output}");
        return run.Output;
    }

    /// <summary>Asks the clone's local cluster as any user of kubectl would.</summary>
    public async Task<string> KubectlAsync(params string[] arguments)
    {
        var run = await ProgramAsync(
            "kubectl",
            Root,
            ["--kubeconfig", Kubeconfig, "--namespace", "movies", .. arguments]
        );
        Assert.True(
            run.Code == 0,
            $"kubectl {string.Join(' ', arguments)} ended with {run.Code}:\n{run.Output}"
        );
        return run.Answer;
    }

    /// <summary>Changes a file, which must contain what is replaced.</summary>
    public void Edit(string file, string before, string after)
    {
        var path = Path.Combine(Root, file);
        var text = File.ReadAllText(path);
        Assert.Contains(before, text);
        File.WriteAllText(path, text.Replace(before, after));
    }

    /// <summary>Adds to a file.</summary>
    public void Append(string file, string text) => File.AppendAllText(Path.Combine(Root, file), text);

    /// <summary>Changes what the rating service answers, differently each time, and commits it.</summary>
    public async Task ChangeRatingAsync()
    {
        const string Note = "services/rating/RatingSummary.cs";
        Append(Note, $"file static class Change{Guid.NewGuid():n} {{ internal const int Number = 1; }}\n");
        await CommitAsync("Change rating");
    }

    /// <summary>Commits everything.</summary>
    public async Task CommitAsync(string message)
    {
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", message);
    }

    /// <summary>Runs git in the clone.</summary>
    public async Task<string> GitAsync(params string[] arguments)
    {
        var run = await ProgramAsync("git", Root, arguments);
        Assert.True(run.Code == 0, $"git {string.Join(' ', arguments)} ended with {run.Code}:\n{run.Output}");
        return run.Output.Trim();
    }

    /// <summary>Starts a target and does not wait for it.</summary>
    public Process Start(params string[] arguments) =>
        Process.Start(
            Description("bash", Root, [Path.Combine(Root, "build.sh"), .. arguments, "--no-logo"])
        )!;

    /// <summary>Reads what a started target says until a line comes up.</summary>
    public static async Task UntilAsync(Process build, Func<string, bool> wanted)
    {
        using var timeout = new CancellationTokenSource(s_patience);
        while (await build.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            if (wanted(line))
                return;
        }
        Assert.Fail($"The build ended before, with {build.StandardError.ReadToEnd()}");
    }

    /// <summary>Runs any program.</summary>
    internal static async Task<Run> ProgramAsync(string program, string directory, params string[] arguments)
    {
        using var timeout = new CancellationTokenSource(s_patience);
        using var process = new Process { StartInfo = Description(program, directory, arguments) };
        var (all, answer) = (new StringBuilder(), new StringBuilder());
        void Keep(string? line, params ReadOnlySpan<StringBuilder> texts)
        {
            if (line is null)
                return; // the end of one of the two streams
            lock (all)
            {
                foreach (var text in texts)
                    text.AppendLine(line);
            }
        }
        process.OutputDataReceived += (_, line) => Keep(line.Data, all, answer);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, all);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(timeout.Token);
        lock (all)
            return new Run(process.ExitCode, all.ToString(), answer.ToString());
    }

    private static ProcessStartInfo Description(string program, string directory, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // The stories are told from a clean shell: nothing of the surrounding run may choose for them.
        foreach (var name in new[] { "GITHUB_ACTIONS", "CI", "SLIPWAY_PACKAGE_FEED" })
            start.Environment.Remove(name);
        // A developer's own clusters are out of reach of a test.
        start.Environment["KUBECONFIG"] = Path.Combine(Path.GetTempPath(), "slipway-no-kubeconfig");
        return start;
    }
}

/// <summary>How a command ended, with everything it said, and with its standard output alone.</summary>
public sealed record Run(int Code, string Output, string Answer);
