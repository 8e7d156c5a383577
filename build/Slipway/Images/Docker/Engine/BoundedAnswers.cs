using System.Net;
using Docker.DotNet;
using Slipway.Values;

namespace Slipway.Images.Docker.Engine;

/// <summary>
/// Limits what an engine answers: Docker.DotNet keeps it in memory. Only the archives of images may be of any length; they go
/// to the disk as they come. An engine clips the log of a build's step at 2 MiB, and lines of a container's log at 16 KiB.
/// </summary>
/// <param name="endpoint">The engine, for the refusal.</param>
internal sealed class BoundedAnswers(Uri endpoint) : Credentials
{
    private const long Longest = 64 * BodyLimit.Mebibyte;

    /// <inheritdoc />
    public override bool IsTlsCredentials() => false;

    /// <inheritdoc />
    public override HttpMessageHandler GetHandler(HttpMessageHandler innerHandler) =>
        new Handler(innerHandler, endpoint);

    private sealed class Handler(HttpMessageHandler inner, Uri endpoint) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (
                response.StatusCode == HttpStatusCode.SwitchingProtocols
                || response.Content.Headers.ContentType?.MediaType == "application/x-tar"
            )
                return response;
            var limit = new BodyLimit(
                Longest,
                $"The Docker Engine's answer to '{request.Method} {request.RequestUri?.AbsolutePath}'",
                endpoint.ToString()
            );
            var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var bounded = new StreamContent(limit.Bound(body));
            foreach (var (name, values) in response.Content.Headers)
                bounded.Headers.TryAddWithoutValidation(name, values);
            response.Content = bounded;
            return response;
        }
    }
}
