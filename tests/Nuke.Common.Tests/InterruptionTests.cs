using System.Diagnostics;
using NukeCommon.Tests.Running;
using Xunit;

namespace NukeCommon.Tests;

public class InterruptionTests
{
    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task An_interrupted_run_prints_its_table_and_ends_by_the_signal(string signal, int exitCode)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no signals");
        var (code, lines) = await RunUntilWaiting(signal, "AfterWaiting", "--no-logo");
        Assert.Equal(exitCode, code);
        Assert.Contains(lines, x => x.StartsWith("Prepare            Succeeded", StringComparison.Ordinal));
        Assert.Contains(lines, x => x.StartsWith("Waits              Aborted", StringComparison.Ordinal));
        Assert.Contains(lines, x => x.StartsWith("AfterWaiting       NotRun", StringComparison.Ordinal));
        Assert.Contains(lines, x => x.StartsWith("Build failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_build_that_handles_the_signal_itself_is_left_to_tidy_up()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no signals");
        var (code, lines) = await RunUntilWaiting("INT", "Graceful", "--no-logo");
        Assert.Equal(130, code);
        Assert.Contains(lines, x => x.EndsWith("tidied up", StringComparison.Ordinal));
        Assert.Single(lines, x => x.StartsWith("Graceful           Succeeded", StringComparison.Ordinal));
    }

    private static async Task<(int ExitCode, List<string> Lines)> RunUntilWaiting(
        string signal,
        params string[] arguments
    )
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var program = new SampleProgram();
        using var process = program.Start(arguments, []);
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            lines.Add(line);
            if (line.EndsWith("waiting", StringComparison.Ordinal))
                Process.Start("kill", [$"-{signal}", $"{process.Id}"]).Dispose();
        }

        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, lines);
    }
}
