using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Kubectl;

/// <summary>A kubectl program and its version: 33 for 1.33.</summary>
internal sealed record KubectlProgram(string Path, int Minor);

/// <summary>The kubectl programs of this machine, by minor version.</summary>
internal static class KubectlPrograms
{
    /// <summary>The last version that forwards ports over SPDY; the next one prefers WebSockets.</summary>
    private const int LastOfSpdy = 30;

    private static readonly Lazy<IReadOnlyList<KubectlProgram>> s_found = new(Find);

    /// <summary>One program of each version, oldest first; empty where there is none.</summary>
    public static IReadOnlyList<KubectlProgram> All => s_found.Value;

    /// <summary>The oldest and the newest, or only one; empty where there is none.</summary>
    public static IReadOnlyList<string> LowestAndHighest =>
        All.Count == 0 ? [] : [.. new[] { All[0].Path, All[^1].Path }.Distinct()];

    /// <summary>The oldest, one between, and the newest; fewer where there are fewer.</summary>
    public static IReadOnlyList<string> LowestMiddleHighest =>
        s_found.Value is [var lowest, ..] all
            ? [.. new[] { lowest.Path, all[all.Count / 2].Path, all[^1].Path }.Distinct()]
            : [];

    /// <summary>
    /// The same, with one between them that uses SPDY for some streams and WebSockets for others.
    /// </summary>
    public static IReadOnlyList<string> OfBothProtocols =>
        [.. LowestAndHighest.Concat(All.Where(p => p.Minor == LastOfSpdy).Select(p => p.Path)).Distinct()];

    private static IReadOnlyList<KubectlProgram> Find() =>
        [
            .. Candidates()
                .Select(p => new KubectlProgram(p, Minor(p)))
                .Where(p => p.Minor > 0)
                .OrderBy(p => p.Minor)
                // A program with its version in its name is that version; a bare one may choose another to run.
                .ThenBy(p => Path.GetFileName(p.Path).Contains('.') ? 0 : 1)
                .DistinctBy(p => p.Minor),
        ];

    private static IEnumerable<string> Candidates()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/lib/google-cloud-sdk/bin")
            .Where(Directory.Exists)
            .Distinct();
        return folders
            .SelectMany(f => Directory.EnumerateFiles(f, "kubectl*"))
            .Where(f =>
                Path.GetFileName(f).Replace(".exe", "").Split('.') is ["kubectl"] or ["kubectl", "1", _]
            );
    }

    private static int Minor(string program)
    {
        try
        {
            var start = new ProcessStartInfo(program, "version --client -o json")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var version = JsonNode.Parse(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            return int.TryParse(version?["clientVersion"]?["minor"]?.ToString().TrimEnd('+'), out var minor)
                ? minor
                : 0;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or System.Text.Json.JsonException)
        {
            return 0;
        }
    }
}
