using System.Text.RegularExpressions;
using Slipway.Targets.Tests.Running;

namespace Slipway.Targets.Tests.Bootstrap;

/// <summary>
/// build.sh in a small repository, on a machine that has the usual tools, and dotnet only where it is put.
/// </summary>
public sealed class Script : IDisposable
{
    private static readonly string[] s_tools =
    [
        "awk",
        "bash",
        "cat",
        "cksum",
        "dirname",
        "env",
        "find",
        "flock",
        "grep",
        "mkdir",
        "mv",
        "perl",
        "readlink",
        "rm",
        "sed",
        "sleep",
        "sort",
        "touch",
    ];

    /// <summary>What it says when it compiles, however long that takes.</summary>
    public const string Compiled =
        "Compiling the build: restoring packages, then compiling ...\nCompiled the build in N s.\n";

    private readonly TemporaryFolder _machine = new("bootstrap");

    public Script(string repository = "repository")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix");
        Root = _machine.At(repository);
        var source = Checkout.Root;
        var components = Directory.GetFiles(Path.Combine(source, "build/_build/Components"));
        foreach (
            var file in components
                .Select(file => Path.GetRelativePath(source, file))
                .Concat(["build.sh", "global.json", "build/Directory.Build.props"])
        )
            _machine.Write($"{repository}/{file}", File.ReadAllText(Path.Combine(source, file)));
        Write("build/_build/_build.csproj", "<Project />");
        Write("build/_build/Program.cs", "return 0;");
        Write("build/Slipway/Some.cs", "class Some;");
        Write("services/movie/Movie.cs", "class Movie;");
        Write("README.md", "Read me.");
        Directory.CreateDirectory(_machine.At("bin"));
        foreach (var tool in s_tools)
            Add(tool);
        File.WriteAllText(Log, "");
        Variables = new Dictionary<string, string>
        {
            ["PATH"] = _machine.At("bin"),
            ["HOME"] = _machine.Path,
            ["FAKE_LOG"] = Log,
        };
        _machine.Executable(
            "bin/curl",
            "#!/usr/bin/env bash\necho \"curl: (6) Could not resolve host\" >&2\nexit 6\n"
        );
    }

    /// <summary>The repository's folder.</summary>
    public string Root { get; }

    /// <summary>All that the script sees of the environment.</summary>
    public Dictionary<string, string> Variables { get; }

    /// <summary>What the fake programs were asked for.</summary>
    public IReadOnlyList<string> Asked => File.ReadAllLines(Log);

    /// <summary>What a command of dotnet saw of the environment; <c>exec</c> is the build.</summary>
    public IReadOnlyList<string> EnvironmentOf(string command) => File.ReadAllLines($"{Log}.{command}.env");

    private string Log => _machine.At("log");

    /// <summary>A path on the machine.</summary>
    public string At(string path) => _machine.At(path);

    /// <summary>Puts dotnet on the PATH, and notes the feed, as after a first run.</summary>
    public Script WithDotnet(string? feed = "fallback")
    {
        PutDotnet("bin/dotnet");
        if (feed is not null)
            Write(".nuke/temp/package-feed", feed);
        return this;
    }

    /// <summary>Puts dotnet somewhere on the machine.</summary>
    public void PutDotnet(string path) =>
        _machine.Executable(
            path,
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Bootstrap", "fake-dotnet.sh"))
        );

    /// <summary>Puts a program of the real machine onto the PATH, where it has it.</summary>
    public void Add(string tool)
    {
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        if (folders.Select(f => Path.Combine(f, tool)).FirstOrDefault(File.Exists) is { } program)
            File.CreateSymbolicLink(_machine.At($"bin/{tool}"), program);
    }

    /// <summary>Takes a program from the PATH.</summary>
    public void Take(string tool) => File.Delete(_machine.At($"bin/{tool}"));

    /// <summary>
    /// Puts a program onto the PATH of the machine, as a script that notes its name and goes on with it.
    /// </summary>
    public void Watch(string tool)
    {
        var target = new FileInfo(_machine.At($"bin/{tool}")).LinkTarget!;
        Take(tool);
        _machine.Executable(
            $"bin/{tool}",
            $"#!/usr/bin/env bash\necho {tool} >>\"$FAKE_LOG\"\nexec {target} \"$@\"\n"
        );
    }

    /// <summary>Whether the machine has a tool at all.</summary>
    public bool Has(string tool) => File.Exists(_machine.At($"bin/{tool}"));

    public string Write(string path, string text) => _machine.Write(Path.Combine(Root, path), text);

    /// <summary>Runs build.sh to its end.</summary>
    public async Task<Finished> RunAsync(params string[] arguments)
    {
        using var child = Start("", arguments);
        var run = await child.EndAsync();
        return run with { Errors = Untimed(run.Errors) };
    }

    /// <summary>What it says, with N for the seconds that it took.</summary>
    public static string Untimed(string text) => Regex.Replace(text, @"in \d+ s\.", "in N s.");

    /// <summary>Starts build.sh.</summary>
    public Child Start(string input, params string[] arguments) =>
        StartIn(Root, Path.Combine(Root, "build.sh"), input, arguments);

    /// <summary>Starts it in a folder, by a path.</summary>
    public Child StartIn(string folder, string script, string input, params string[] arguments) =>
        new(_machine.At("bin/bash"), [script, .. arguments], folder, Variables, input);

    public void Dispose() => _machine.Dispose();
}
