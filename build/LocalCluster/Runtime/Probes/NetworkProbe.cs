using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Probes;

/// <summary>Probes over HTTP and TCP, with the kubelet's words for what went wrong.</summary>
internal sealed class NetworkProbe(HttpClient http)
{
    public async Task<ProbeResult> HttpAsync(
        JsonObject container,
        JsonNode httpGet,
        string podIp,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        if (ProbeTarget.HttpAddress(container, httpGet, podIp) is not { } address)
            return ProbeResult.Failed("port not found in the container's ports");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.33");
            request.Headers.ConnectionClose = true;
            foreach (var header in httpGet.Items("httpHeaders"))
                request.Headers.TryAddWithoutValidation(header.Text("name") ?? "", header.Text("value"));
            using var response = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                limit.Token
            );
            var status = (int)response.StatusCode;
            return status is >= 200 and < 400
                ? ProbeResult.Passed
                : ProbeResult.Failed($"HTTP probe failed with statuscode: {status}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProbeResult.Failed(
                $"Get \"{address}\": context deadline exceeded "
                    + "(Client.Timeout exceeded while awaiting headers)"
            );
        }
        catch (HttpRequestException e)
        {
            return ProbeResult.Failed($"Get \"{address}\": {Reason(e, address.Host, address.Port)}");
        }
    }

    public static async Task<ProbeResult> TcpAsync(
        string host,
        int port,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, limit.Token);
            return ProbeResult.Passed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProbeResult.Failed($"dial tcp {host}:{port}: i/o timeout");
        }
        catch (SocketException e)
        {
            return ProbeResult.Failed(Dial(e, host, port));
        }
    }

    private static string Reason(HttpRequestException e, string host, int port) =>
        e.InnerException switch
        {
            SocketException socket => Dial(socket, host, port),
            IOException => "EOF",
            _ => e.Message,
        };

    private static string Dial(SocketException e, string host, int port) =>
        e.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => $"dial tcp {host}:{port}: connect: connection refused",
            SocketError.ConnectionReset => $"read tcp {host}:{port}: read: connection reset by peer",
            _ => $"dial tcp {host}:{port}: {e.Message}",
        };
}
