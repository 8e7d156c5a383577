using Docker.DotNet;
using LocalCluster.Api.Http.Messages;

namespace LocalCluster.Runtime.Docker;

/// <summary>What a program in the engine reads; closing it is the end of that.</summary>
internal sealed class EngineInput(MultiplexedStream stream) : WriteOnlyStream
{
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => await stream.WriteAsync(buffer.ToArray(), 0, buffer.Length, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) =>
        stream.WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
        // Nothing is held back.
    }
}
