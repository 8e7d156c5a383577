using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Slipway.Reporting;
using Slipway.Versioning;

namespace Slipway.Tests.Versioning;

/// <summary>A real repository in a folder of its own, and the version that is read from it.</summary>
internal sealed class VersionedRepository : IReporter, IDisposable
{
    private int _minutes;

    public VersionedRepository(bool tagged = true)
    {
        Git("init", "-q", "-b", "main", ".");
        Write(
            "GitVersion.yml",
            """
            workflow: GitHubFlow/v1
            branches:
              feature:
                mode: ContinuousDelivery
            """
        );
        Write(".gitignore", "bin/\nobj/\n.nuke/temp/\n");
        Write("source.txt", "one\n");
        Commit("Start");
        if (tagged)
            Git("tag", "v1.2.3");
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("slipway-").FullName;

    public string Cache => Path.Combine(Root, ".nuke/temp/versions");

    /// <summary>How the commit that is checked out ends the version of all but tagged ones.</summary>
    public string Id => $"g{Git("rev-parse", "HEAD")[..7]}";

    public List<Notice> Notices { get; } = [];

    /// <summary>The folder of the program that the tests run.</summary>
    public static string ToolFolder { get; } =
        Assembly
            .GetExecutingAssembly()
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "GitVersion")
            .Value!;

    public void Report(Notice notice) => Notices.Add(notice);

    public Task<SourceVersion> ReadAsync(string? tool = null, string? directory = null) =>
        new VersionReader(this, tool ?? ToolFolder, Cache).ReadAsync(
            directory ?? Root,
            TestContext.Current.CancellationToken
        );

    public async Task<string> VersionAsync() => (await ReadAsync()).SemVer;

    public void Write(string path, string content)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public void Commit(string message)
    {
        Git("add", "--all");
        Git("commit", "-q", "--allow-empty", "-m", message);
    }

    public string Git(params string[] arguments)
    {
        // A commit starts git's maintenance, which may go on in the background when the folder is to go.
        var start = new ProcessStartInfo("git", ["-c", "maintenance.auto=false", .. arguments])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var date = new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero).AddMinutes(_minutes++);
        foreach (var who in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{who}_NAME"] = "Ada Lovelace";
            start.Environment[$"GIT_{who}_EMAIL"] = "ada@example.com";
            start.Environment[$"GIT_{who}_DATE"] = date.ToString("O", CultureInfo.InvariantCulture);
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
        {
            if (file.LinkTarget is null)
                file.Attributes = FileAttributes.Normal;
        }
        Directory.Delete(Root, recursive: true);
    }
}
