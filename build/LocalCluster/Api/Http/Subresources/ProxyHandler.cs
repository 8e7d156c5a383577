using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Subresources;

/// <summary>Passes requests on to pods and Services: <c>pods/NAME:PORT/proxy/PATH</c>.</summary>
internal sealed class ProxyHandler(ObjectStore store) : IDisposable
{
    private static readonly HashSet<string> s_notPassedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization",
        "Connection",
        "Host",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    };

    private readonly HttpMessageInvoker _client = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        }
    );

    public async Task PassAsync(HttpContext context, KindDefinition kind, ObjectKey key, string path)
    {
        var target = ProxyTarget.Of(store, kind, key);
        var uri = new Uri(
            $"{target.Scheme}://{target.Host}:{target.Port}/{path}{context.Request.QueryString}"
        );
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), uri);
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(context.Request.Body);
        foreach (
            var (name, values) in context.Request.Headers.Where(h =>
                h.Key[0] != ':' && !s_notPassedOn.Contains(h.Key)
            )
        )
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
        }
        using var answer = await SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (
            var (name, values) in answer
                .Headers.Concat(answer.Content.Headers)
                .Where(h => !s_notPassedOn.Contains(h.Key))
        )
            context.Response.Headers.Append(name, values.ToArray());
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _client.SendAsync(request, cancellationToken);
        }
        catch (Exception e)
            when (!cancellationToken.IsCancellationRequested
                && e is HttpRequestException or OperationCanceledException
            )
        {
            throw new ApiException(503, "ServiceUnavailable", $"error trying to reach service: {e.Message}");
        }
    }
}
