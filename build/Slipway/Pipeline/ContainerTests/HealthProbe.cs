using System.Net.Sockets;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>Asks a container over HTTP, one connection for each request, as a kubelet does.</summary>
internal sealed class HealthProbe(Uri address, TimeSpan patience, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.Zero,
        }
    )
    {
        BaseAddress = address,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<HealthResponse> AskAsync(string path, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var response = await _http.GetAsync(path, both.Token);
            return new HealthResponse(
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.MediaType ?? "",
                await response.Content.ReadAsStringAsync(both.Token)
            );
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Silent($"timed out after {patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return Silent(e.GetBaseException().Message.TrimEnd('.'));
        }
    }

    public void Dispose() => _http.Dispose();

    private static HealthResponse Silent(string why) => new(0, "", "", why);
}
