using Docker.DotNet;
using Stream = Docker.DotNet.MultiplexedStream.TargetStream;

namespace LocalCluster.Runtime.Docker;

/// <summary>Reads what a program in the engine writes.</summary>
internal static class EngineOutput
{
    private const int PartSize = 8 << 10;

    /// <summary>Reads to the end.</summary>
    /// <param name="stream">What the engine sends.</param>
    /// <param name="take">Takes each part, and whether it is one of the errors.</param>
    public static async Task DrainAsync(MultiplexedStream stream, Func<ReadOnlyMemory<byte>, bool, Task> take)
    {
        var buffer = new byte[PartSize];
        try
        {
            MultiplexedStream.ReadResult part;
            while (!(part = await stream.ReadOutputAsync(buffer, 0, PartSize, CancellationToken.None)).EOF)
                await take(buffer.AsMemory(0, part.Count), part.Target == Stream.StandardError);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The engine stopped, or the reader did.
        }
    }
}
