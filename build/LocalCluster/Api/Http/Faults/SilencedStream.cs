using LocalCluster.Api.Http.Messages;

namespace LocalCluster.Api.Http.Faults;

/// <summary>A response's body that passes bytes on for a while and then swallows them.</summary>
internal sealed class SilencedStream(Stream inner, TimeProvider time, TimeSpan after) : WriteOnlyStream
{
    private readonly long _start = time.GetTimestamp();

    private bool IsSilent => time.GetElapsedTime(_start) >= after;

    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => IsSilent ? ValueTask.CompletedTask : inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        inner.FlushAsync(cancellationToken);
}
