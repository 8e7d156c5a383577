using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using LocalCluster.Api.Http.Streams.Channels;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;

namespace LocalCluster.Api.Http.Streams;

/// <summary>Joins a program with the channels of a client, until one of the two ends.</summary>
internal sealed class ProgramSession(ProgramChannels channels, TimeProvider time)
{
    private const int PartSize = 32 << 10;

    /// <summary>
    /// How long the last output may take: a program that ended may have left its outputs to one that runs on.
    /// </summary>
    private static readonly TimeSpan s_lastOutput = TimeSpan.FromSeconds(2);

    /// <param name="begin">Starts the program, or finds it.</param>
    /// <param name="closed">Cancelled when the client has gone.</param>
    public async Task RunAsync(
        Func<CancellationToken, Task<IContainerProgram>> begin,
        CancellationToken closed
    )
    {
        try
        {
            await using var program = await begin(closed);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(closed);
            _ = QuietlyAsync(FeedAsync(program, over.Token));
            _ = QuietlyAsync(ResizeAsync(program, over.Token));
            var outputs = Task.WhenAll(
                CopyAsync(program.Output, channels.Stdout, over.Token),
                CopyAsync(program.Errors, channels.Stderr, over.Token)
            );
            var code = await program.Exited.WaitAsync(closed);
            await Task.WhenAny(outputs, Task.Delay(s_lastOutput, time, closed));
            await FinishAsync(ProgramStatus.Exit(code), closed);
            await over.CancelAsync();
        }
        catch (ContainerStartException e)
        {
            await FinishAsync(ProgramStatus.NotRun(e.Message), closed);
        }
    }

    private async Task FinishAsync(System.Text.Json.Nodes.JsonObject status, CancellationToken closed)
    {
        await channels.Status.WriteAsync(JsonText.Bytes(status), closed);
        foreach (var channel in new[] { channels.Stdin, channels.Stdout, channels.Stderr, channels.Resize })
        {
            if (channel is not null)
                await channel.EndAsync(closed);
        }
        await channels.Status.EndAsync(closed);
    }

    private static async Task CopyAsync(Stream? from, IChannel? to, CancellationToken cancellationToken)
    {
        if (from is null)
            return;
        var buffer = ArrayPool<byte>.Shared.Rent(PartSize);
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer.AsMemory(0, PartSize), cancellationToken)) > 0)
            {
                if (to is not null)
                    await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Passes the client's input on; what the program does not want any more is dropped.</summary>
    private async Task FeedAsync(IContainerProgram program, CancellationToken cancellationToken)
    {
        if (channels.Stdin?.Input is not { } input)
            return;
        if (program.Input is { } target)
        {
            try
            {
                await input.CopyToAsync(target, cancellationToken);
                await program.EndInputAsync();
                return;
            }
            catch (IOException)
            {
                // The program has closed its input, or the client has disconnected.
            }
        }
        await input.CopyToAsync(Stream.Null, cancellationToken);
    }

    private async Task ResizeAsync(IContainerProgram program, CancellationToken cancellationToken)
    {
        if (channels.Resize?.Input is not { } input)
            return;
        var sizes = JsonSerializer.DeserializeAsyncEnumerable<TerminalSize>(
            input,
            topLevelValues: true,
            cancellationToken: cancellationToken
        );
        await foreach (var size in sizes)
        {
            if (size is not null)
                program.Resize(size);
        }
    }

    /// <summary>Input and sizes matter only while the program runs; their end is not an error.</summary>
    private static async Task QuietlyAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or JsonException)
        {
            // The client went, or the program ended first.
        }
    }
}
