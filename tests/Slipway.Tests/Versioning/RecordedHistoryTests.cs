using System.Diagnostics;
using System.Text.Json.Nodes;
using Slipway.Reporting;
using Slipway.Versioning;

namespace Slipway.Tests.Versioning;

/// <summary>Histories with fixed commit ids, and what GitVersion 6.8.2 answered for them elsewhere.</summary>
public sealed class RecordedHistoryTests
{
    private static readonly string s_recorded = Path.Combine(
        AppContext.BaseDirectory,
        "Versioning",
        "Recorded"
    );

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Histories =>
        [
            .. Directory
                .GetDirectories(Path.Combine(s_recorded, "scenarios"))
                .Select(f => Path.GetFileName(f)!)
                .Order(),
        ];

    [Theory, MemberData(nameof(Histories))]
    public async Task A_history_has_the_version_that_was_recorded(string history)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Histories are made by shell scripts.");
        using var folder = new TemporaryFolder();
        await MakeAsync(history, folder.Path);
        foreach (var config in Directory.GetFiles(Path.Combine(s_recorded, "configs")).Order())
        {
            // Untracked, but no change of the sources.
            if (Directory.Exists(Path.Combine(folder.Path, ".git")))
                await File.WriteAllTextAsync(
                    Path.Combine(folder.Path, ".git/info/exclude"),
                    "/GitVersion.yml\n",
                    Stop
                );
            File.Copy(config, Path.Combine(folder.Path, "GitVersion.yml"), overwrite: true);
            await CheckAsync(history, Path.GetFileNameWithoutExtension(config), folder.Path);
        }
    }

    private static async Task CheckAsync(string history, string config, string repository)
    {
        using var cache = new TemporaryFolder();
        var reader = new VersionReader(new CollectingReporter(), VersionedRepository.ToolFolder, cache.Path);
        var expected = Path.Combine(s_recorded, "scenarios", history, $"expected.{config}.json");
        if (!File.Exists(expected))
        {
            await Assert.ThrowsAsync<VersioningRefusal>(() => reader.ReadAsync(repository, Stop));
            return;
        }
        var recorded = JsonNode.Parse(await File.ReadAllTextAsync(expected, Stop))!;
        var version = await reader.ReadAsync(repository, Stop);
        Assert.Equal((Text("BranchName"), Text("Sha")), (version.Branch, version.Commit));

        // The same in every mode: each counts, but some do so where it has no part in the order.
        var file = Path.Combine(s_recorded, "scenarios", history, "version.txt");
        var slipways = (await File.ReadAllTextAsync(file, Stop)).Trim();
        if (version.DirtyHash is { } digits)
            slipways = DirtySuffix.Apply(slipways, digits);
        Assert.Equal((slipways, slipways), (version.SemVer, version.FullSemVer));
        Assert.StartsWith(Text("MajorMinorPatch"), version.SemVer, StringComparison.Ordinal);

        string Text(string variable) => recorded[variable]!.GetValue<string>();
    }

    private static async Task MakeAsync(string history, string folder)
    {
        var script = Path.Combine(s_recorded, "scenarios", history, "make.sh");
        var start = new ProcessStartInfo("bash", [script])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        Assert.True(process.ExitCode == 0, errors);
    }
}
