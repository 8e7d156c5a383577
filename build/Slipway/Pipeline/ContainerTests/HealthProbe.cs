using System.Net.Sockets;
using System.Text;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>Asks a container over HTTP, one connection for each request, as a kubelet does.</summary>
internal sealed class HealthProbe(Uri address, TimeSpan patience, TimeProvider time) : IDisposable
{
    private const long LongestAnswer = 4 * BodyLimit.Mebibyte;

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
            using var response = await _http.GetAsync(
                path,
                HttpCompletionOption.ResponseHeadersRead,
                both.Token
            );
            return new HealthResponse(
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.MediaType ?? "",
                Encoding.UTF8.GetString(
                    await new BodyLimit(
                        LongestAnswer,
                        $"The answer to 'GET {path}'",
                        address.ToString()
                    ).ReadAllAsync(await response.Content.ReadAsStreamAsync(both.Token), both.Token)
                )
            );
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Silent($"timed out after {patience.TotalSeconds:0} s");
        }
        catch (BodyTooLongException e)
        {
            return Silent(e.What.TrimEnd('.'));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return Silent(e.GetBaseException().Message.TrimEnd('.'));
        }
    }

    public void Dispose() => _http.Dispose();

    private static HealthResponse Silent(string why) => new(0, "", "", why);
}
