using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Probes;

/// <summary>
/// Asks a program by the gRPC Health Checking Protocol (<c>grpc.health.v1.Health/Check</c>) over HTTP/2
/// without TLS, with the kubelet's words for what went wrong.
/// </summary>
internal sealed class GrpcProbe(HttpClient http)
{
    private const string Method = "/grpc.health.v1.Health/Check";
    private const int MostBytes = 1 << 10;
    private static readonly string[] s_statuses = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

    public async Task<ProbeResult> CheckAsync(
        string podIp,
        JsonNode grpc,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var address = $"{podIp}:{grpc.Number("port")}";
        var within = $"{timeout.TotalSeconds:0}s";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            using var request = Request(address, grpc.Text("service") ?? "");
            using var response = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                limit.Token
            );
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            var content = new byte[MostBytes];
            var count = await body.ReadAtLeastAsync(content, content.Length, false, limit.Token);
            return Verdict(response, content.AsSpan(0, count));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProbeResult.Failed(
                $"timeout: health rpc did not complete within {within}: "
                    + "rpc error: code = DeadlineExceeded desc = context deadline exceeded"
            );
        }
        catch (HttpRequestException)
        {
            return ProbeResult.Failed(
                $"timeout: failed to connect service \"{address}\" within {within}: "
                    + "context deadline exceeded"
            );
        }
    }

    private static HttpRequestMessage Request(string address, string service)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://{address}{Method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Question(service)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.33");
        return request;
    }

    /// <summary>
    /// A length-prefixed HealthCheckRequest, whose only field (1, a string) is the service's name.
    /// </summary>
    internal static byte[] Question(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        byte[] message = name.Length == 0 ? [] : [1 << 3 | 2, .. Varint(name.Length), .. name];
        return [0, 0, 0, (byte)(message.Length >> 8), (byte)message.Length, .. message];
    }

    /// <summary>
    /// The serving status (field 1, an enumeration) in a length-prefixed HealthCheckResponse; 0 if it is
    /// left out.
    /// </summary>
    internal static int Answer(ReadOnlySpan<byte> framed) =>
        framed.Length >= 7 && framed[5] == 1 << 3 ? framed[6] : 0;

    private static byte[] Varint(int value) =>
        value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];

    private static ProbeResult Verdict(HttpResponseMessage response, ReadOnlySpan<byte> content)
    {
        var status = Trailer(response, "grpc-status");
        var why = Trailer(response, "grpc-message") ?? "";
        if (status == "12")
        {
            return ProbeResult.Failed(
                "error: this server does not implement the grpc health protocol "
                    + $"(grpc.health.v1.Health): {why}"
            );
        }
        if (status != "0")
        {
            var code = status is null ? $"no status, HTTP {(int)response.StatusCode}" : status;
            return ProbeResult.Failed(
                $"error: health rpc probe failed: rpc error: code = {Code(code)} desc = {why}"
            );
        }
        var serving = Answer(content);
        var name = serving < s_statuses.Length ? s_statuses[serving] : $"{serving}";
        return name == "SERVING"
            ? ProbeResult.Passed
            : ProbeResult.Failed($"service unhealthy (responded with \"{name}\")");
    }

    /// <summary>An answer without a body brings its status in the headers.</summary>
    private static string? Trailer(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var values)
        || response.Headers.TryGetValues(name, out values)
            ? Uri.UnescapeDataString(values.First())
            : null;

    private static string Code(string status) =>
        status switch
        {
            "1" => "Canceled",
            "2" => "Unknown",
            "3" => "InvalidArgument",
            "4" => "DeadlineExceeded",
            "5" => "NotFound",
            "7" => "PermissionDenied",
            "8" => "ResourceExhausted",
            "13" => "Internal",
            "14" => "Unavailable",
            "16" => "Unauthenticated",
            _ => status,
        };
}
