using System.Diagnostics;
using System.Text;

namespace Slipway.Versioning;

/// <summary>What a program printed, and how it ended.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Errors);

/// <summary>Runs programs, without a shell and with their output captured.</summary>
internal static class Subprocess
{
    /// <summary>Runs a program to its end; on cancellation it is killed with all that it started.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static async Task<ProcessResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string directory,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // Messages are recognised by their words. A reader must not take the index lock from a user.
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        return new ProcessResult(process.ExitCode, await output, await errors);
    }
}
