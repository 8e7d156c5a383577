using System.IO.Pipelines;
using System.Net;

namespace LocalCluster.Network.Gateways;

/// <summary>
/// Flushes each part of a request's body as it arrives, so that callers can stream; YARP does so only for
/// gRPC.
/// </summary>
internal sealed class FlushedRequests(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.Content is { } content)
            request.Content = new FlushedContent(content);
        return base.SendAsync(request, cancellationToken);
    }

    private sealed class FlushedContent : HttpContent
    {
        private readonly HttpContent _inner;

        public FlushedContent(HttpContent inner)
        {
            _inner = inner;
            foreach (var (name, values) in inner.Headers.NonValidated)
                Headers.TryAddWithoutValidation(name, values);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        /// <summary>A stream over a PipeWriter flushes with every write.</summary>
        protected override Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context,
            CancellationToken cancellationToken
        ) =>
            _inner.CopyToAsync(
                PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true)).AsStream(),
                context,
                cancellationToken
            );

        protected override bool TryComputeLength(out long length) =>
            (length = _inner.Headers.ContentLength ?? -1) >= 0;
    }
}
