using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Slipway.Images.Publishing;

/// <summary>Finds and runs the <c>dotnet</c> program.</summary>
internal static class DotNetProgram
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">
    /// Its working directory, which decides through global.json which SDK is used.
    /// </param>
    /// <param name="ct">Ends it, with all processes that it started.</param>
    /// <returns>The exit code, and the lines that it printed to either stream.</returns>
    /// <exception cref="PublishRefusal">There is no such program.</exception>
    public static async Task<(int ExitCode, IReadOnlyList<string> Output)> RunAsync(
        IEnumerable<string> arguments,
        string folder,
        CancellationToken ct
    )
    {
        var start = new ProcessStartInfo(Locate(), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        BuildEnvironment.Clean(start.Environment);
        // MSBuild and the compiler need less CPU without profiling the methods that they run.
        start.Environment.TryAdd("DOTNET_TieredPGO", "0");
        using var process = Start(start);
        process.StandardInput.Close();
        var lines = new List<string>();
        try
        {
            await Task.WhenAll(
                CollectAsync(process.StandardOutput, lines, ct),
                CollectAsync(process.StandardError, lines, ct),
                process.WaitForExitAsync(ct)
            );
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        return (process.ExitCode, lines);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new PublishRefusal(
                $"The .NET SDK cannot be started: {e.Message}",
                start.FileName,
                "Install the SDK that global.json asks for, or run ./build.sh, which does so."
            );
        }
    }

    /// <summary>
    /// The folder of the installation that runs this process, also where the SDK was installed for this
    /// checkout alone.
    /// </summary>
    public static string Root { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    // Where it has none (a runtime of its own), whatever the PATH holds.
    private static string Locate()
    {
        var program = Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(program) ? program : "dotnet";
    }

    private static async Task CollectAsync(StreamReader from, List<string> lines, CancellationToken ct)
    {
        while (await from.ReadLineAsync(ct) is { } line)
        {
            lock (lines)
                lines.Add(line);
        }
    }
}
