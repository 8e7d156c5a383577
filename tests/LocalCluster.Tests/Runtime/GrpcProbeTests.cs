using System.Net;
using LocalCluster.Runtime.Probes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Runtime;

/// <summary>
/// A gRPC server by hand: one that serves, is ill, does not know the protocol, or is silent.
/// </summary>
public sealed class GrpcProbeTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private WebApplication _app = null!;

    private int Port => new Uri(_app.Urls.First()).Port;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
                kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2)
            );
        _app = builder.Build();
        _app.Run(Answer);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _http.Dispose();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("ready", "")]
    [InlineData("ill", "service unhealthy (responded with \"NOT_SERVING\")")]
    [InlineData(
        "strange",
        "error: this server does not implement the grpc health protocol "
            + "(grpc.health.v1.Health): unknown service"
    )]
    [InlineData("nosuch", "error: health rpc probe failed: rpc error: code = NotFound desc = none such")]
    [InlineData(
        "silent",
        "timeout: health rpc did not complete within 1s: "
            + "rpc error: code = DeadlineExceeded desc = context deadline exceeded"
    )]
    public async Task The_answer_is_judged_as_the_kubelet_does(string service, string expected)
    {
        // Time is over at once for the silent one only, be the machine as busy as it may.
        var result = await Check(
            Port,
            service,
            service == "silent" ? TimeSpan.FromSeconds(1) : Eventually.Deadline
        );
        Assert.Equal(expected, result.Message);
        Assert.Equal(expected.Length == 0, result.Success);
    }

    [Fact]
    public async Task A_server_that_is_not_there_fails_the_probe()
    {
        using var port = new LoopbackPort();
        var result = await Check(port.Number, "", TimeSpan.FromSeconds(100));
        Assert.Equal(
            $"timeout: failed to connect service \"{port.Address}\" within 100s: "
                + "context deadline exceeded",
            result.Message
        );
    }

    private Task<ProbeResult> Check(int port, string service, TimeSpan timeout) =>
        new GrpcProbe(_http).CheckAsync(
            "127.0.0.1",
            Json($"{{'port': {port}, 'service': '{service}'}}"),
            timeout,
            TestContext.Current.CancellationToken
        );

    private static async Task Answer(HttpContext context)
    {
        Assert.Equal("/grpc.health.v1.Health/Check", context.Request.Path);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var message = body.ToArray()[5..];
        var service = message.Length == 0 ? "" : System.Text.Encoding.UTF8.GetString(message[2..]);
        context.Response.ContentType = "application/grpc";
        if (service == "silent")
            await Task.Delay(Timeout.Infinite, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (service is "strange" or "nosuch")
        {
            context.Response.Headers["grpc-status"] = service == "strange" ? "12" : "5";
            context.Response.Headers["grpc-message"] =
                service == "strange" ? "unknown%20service" : "none such";
            return;
        }
        byte[] answer = [0, 0, 0, 0, 2, 8, (byte)(service == "ill" ? 2 : 1)];
        await context.Response.Body.WriteAsync(answer);
        context.Features.Get<IHttpResponseTrailersFeature>()!.Trailers["grpc-status"] = "0";
    }
}
