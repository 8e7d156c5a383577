using System.Net.Http.Headers;
using Docker.DotNet.Models;
using Docker.DotNet.Transport;

namespace Docker.DotNet;

internal sealed partial class ImageOperations
{
    public async Task LoadImageAsync(
        ImageLoadParameters parameters,
        Stream imageStream,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default
    )
    {
        var content = new StreamContent(imageStream);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        var query = new Query().Add("quiet", parameters.Quiet ? "1" : "0");
        var request = new HttpRequestMessage(HttpMethod.Post, $"images/load{query}") { Content = content };
        await using var stream = await engine.OpenAsync(request, Refusals.General, cancellationToken);
        await MessageStream.ReportAsync(stream, progress, cancellationToken);
    }
}
