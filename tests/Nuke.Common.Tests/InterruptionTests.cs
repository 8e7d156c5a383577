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
        using var program = new SampleProgram();
        using var process = program.Start(["Prepare", "Waits", "AfterProceeding", "--no-logo"], []);
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (line.EndsWith("waiting", StringComparison.Ordinal))
                Process.Start("kill", [$"-{signal}", $"{process.Id}"]).Dispose();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(exitCode, process.ExitCode);
        Assert.Contains(lines, x => x.StartsWith("Prepare            Succeeded", StringComparison.Ordinal));
        Assert.Contains(lines, x => x.StartsWith("Waits              Aborted", StringComparison.Ordinal));
        Assert.Contains(lines, x => x.StartsWith("AfterProceeding    NotRun", StringComparison.Ordinal));
        Assert.Contains(lines, x => x.StartsWith("Build failed", StringComparison.Ordinal));
    }
}
