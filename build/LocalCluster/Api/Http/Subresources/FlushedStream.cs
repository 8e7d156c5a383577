using LocalCluster.Api.Http.Messages;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Subresources;

/// <summary>A response's body of which every write leaves at once, for readers who follow.</summary>
internal sealed class FlushedStream(HttpResponse response) : WriteOnlyStream
{
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        await response.Body.WriteAsync(buffer, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        response.Body.FlushAsync(cancellationToken);
}
