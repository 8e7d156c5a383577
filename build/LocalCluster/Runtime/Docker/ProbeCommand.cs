using System.Text;
using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Probes;

namespace LocalCluster.Runtime.Docker;

/// <summary>Runs a command in a container to completion: exec probes and hooks.</summary>
internal static class ProbeCommand
{
    private const int LargestOutput = 10 << 10;

    public static async Task<ProbeResult> RunAsync(
        EngineContainer container,
        string[] command,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (container.Exited.IsCompleted || command.Length == 0)
            return ProbeResult.Failed("the container is not running");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = time.CreateTimer(
            _ => limit.Cancel(),
            null,
            timeout,
            Timeout.InfiniteTimeSpan
        );
        try
        {
            await using var program = await container.ExecAsync(
                new ExecRequest(command, HasInput: false, HasTerminal: false),
                limit.Token
            );
            var errors = program.Errors!.CopyToAsync(Stream.Null, limit.Token);
            var output = await ReadAsync(program.Output, limit.Token);
            await errors;
            return await program.Exited.WaitAsync(limit.Token) == 0
                ? ProbeResult.Passed
                : ProbeResult.Failed(output);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProbeResult.Failed($"command \"{string.Join(' ', command)}\" timed out");
        }
        catch (ContainerStartException e)
        {
            return ProbeResult.Failed(e.Message);
        }
    }

    private static async Task<string> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        var kept = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await output.ReadAsync(buffer, cancellationToken)) > 0)
            kept.Write(buffer, 0, Math.Min(read, LargestOutput - (int)kept.Length));
        return Encoding.UTF8.GetString(kept.ToArray());
    }
}
