using System.Diagnostics;
using System.Text;
using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Processes;

/// <summary>Runs a command in a container to completion: exec probes and hooks.</summary>
internal static class CommandRun
{
    private const int LargestOutput = 10 << 10;

    /// <returns>Exit code and the beginning of the output; null when it took too long and was
    /// ended.</returns>
    /// <exception cref="ContainerStartException">It cannot be run.</exception>
    public static async Task<(int Code, string Output)?> CompleteAsync(
        Launch launch,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var process = ProcessStart.Begin(launch);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(_ => limit.Cancel(), null, timeout, Timeout.InfiniteTimeSpan);
        try
        {
            var output = ReadAsync(process, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (
                !process.HasExited && (!ProcessStart.HasSessions || !Posix.Signal(-process.Id, Posix.SigKill))
            )
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> ReadAsync(Process process, CancellationToken cancellationToken)
    {
        var kept = new byte[LargestOutput];
        var count = 0;
        var buffer = new byte[4096];
        int read;
        while ((read = await process.StandardOutput.BaseStream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var take = Math.Min(read, kept.Length - count);
            buffer.AsSpan(0, take).CopyTo(kept.AsSpan(count));
            count += take;
        }
        return Encoding.UTF8.GetString(kept, 0, count);
    }
}
