using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>
/// Stands before an API server, counts what is written, and can shut the door after a write: whoever works
/// through it is then as good as killed, since nothing that it does has an effect any more.
/// </summary>
internal sealed class ApiFront : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _oneWrite = new(1);
    private readonly HttpClient _server;
    private WebApplication? _app;
    private int _writesLeft = int.MaxValue;
    private int _life;

    private ApiFront(Uri server, string token)
    {
        _server = new HttpClient(
            new SocketsHttpHandler
            {
                UseProxy = false,
                SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            }
        )
        {
            BaseAddress = server,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
        };
        _server.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>What was written since the last <see cref="Open"/>, one line each.</summary>
    public ConcurrentQueue<string> Writes { get; } = new();

    /// <summary>What was asked since the last <see cref="Open"/>, writes and reads, one line each.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Whether the door is shut.</summary>
    public bool IsShut => Volatile.Read(ref _writesLeft) == 0;

    /// <summary>Requests for these paths are refused as by a narrow Role.</summary>
    public Func<HttpRequest, bool> Forbidden { get; set; } = _ => false;

    /// <summary>Answers requests for logs, which rehearsed pods do not have.</summary>
    public Func<HttpContext, Task>? Logs { get; set; }

    /// <summary>What happens to a request instead of being answered; null for a server that is well.</summary>
    public ScriptedFaults? Faults { get; set; }

    public static async Task<ApiFront> StartAsync(string kubeconfig)
    {
        var text = await File.ReadAllTextAsync(kubeconfig);
        var server = Regex.Match(text, @"server: (\S+)").Groups[1].Value;
        var front = new ApiFront(new Uri(server), Regex.Match(text, @"token: (\S+)").Groups[1].Value);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        front._app = builder.Build();
        front._app.Run(front.AnswerAsync);
        await front._app.StartAsync();
        return front;
    }

    public Task<Cluster> ConnectAsync(TimeProvider time, CollectingReporter reporter) =>
        Cluster.ConnectAsync(
            _folder.Write(
                "config",
                $$$"""
                current-context: one
                contexts: [{name: one, context: {cluster: c}}]
                clusters: [{name: c, cluster: {server: "{{{_app!.Urls.Single()}}}"}}]
                """
            ),
            null,
            time,
            reporter,
            TestContext.Current.CancellationToken
        );

    /// <summary>Lets everything through again, and counts anew.</summary>
    /// <param name="writes">After how many writes to shut; null for never.</param>
    public void Open(int? writes = null)
    {
        // What was let in before is counted before, and what waits is of somebody who is dead by now.
        _oneWrite.Wait();
        Writes.Clear();
        Requests.Clear();
        _life++;
        Volatile.Write(ref _writesLeft, writes ?? int.MaxValue);
        _oneWrite.Release();
    }

    /// <summary>Applies something in another field manager's name.</summary>
    public async Task ApplyAsync(string manager, KubeObject obj, string plural)
    {
        using var content = new StringContent(obj.ToString(), Encoding.UTF8, "application/apply-patch+yaml");
        var path = $"/apis/{obj.ApiVersion}/namespaces/{obj.Namespace}/{plural}/{obj.Name}";
        using var answer = await _server.PatchAsync($"{path}?fieldManager={manager}&force=true", content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What <c>kubectl scale deployment</c> does.</summary>
    public async Task ScaleAsync(string ns, string deployment, int replicas)
    {
        using var content = new StringContent(
            $$$"""{"spec":{"replicas":{{{replicas}}}}}""",
            Encoding.UTF8,
            "application/merge-patch+json"
        );
        var path = $"/apis/apps/v1/namespaces/{ns}/deployments/{deployment}/scale";
        using var answer = await _server.PatchAsync($"{path}?fieldManager=kubectl", content);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        // A watch that is still open would be waited for.
        var stopping = _app!.StopAsync(new CancellationToken(canceled: true));
        await stopping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
        _server.Dispose();
        _oneWrite.Dispose();
        _folder.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        try
        {
            if (Faults is { } faults && await faults.StrikeAsync(context, ForwardAsync))
                return;
            if (Logs is { } logs && context.Request.Path.Value!.EndsWith("/log", StringComparison.Ordinal))
                await logs(context);
            else if (Forbidden(context.Request))
                await RefuseAsync(context);
            else if (IsWrite(context.Request))
                await WriteAsync(context);
            else if (IsShut)
                await RefuseAsync(context);
            else
                await ForwardAsync(context);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // The client went, or the server did.
        }
    }

    private async Task WriteAsync(HttpContext context)
    {
        var life = Volatile.Read(ref _life);
        // One after the other, so that a count says which ones were done.
        await _oneWrite.WaitAsync(context.RequestAborted);
        try
        {
            if (IsShut || life != _life)
            {
                await RefuseAsync(context);
                return;
            }
            Writes.Enqueue($"{context.Request.Method} {context.Request.Path}");
            await ForwardAsync(context);
            Interlocked.Decrement(ref _writesLeft);
        }
        finally
        {
            _oneWrite.Release();
        }
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var request = context.Request;
        using var message = new HttpRequestMessage(
            new HttpMethod(request.Method),
            $"{request.Path}{request.QueryString}"
        );
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            message.Content = new ByteArrayContent(body.ToArray());
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType!);
        }
        using var answer = await _server.SendAsync(
            message,
            HttpCompletionOption.ResponseHeadersRead,
            context.RequestAborted
        );
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await using var content = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[16 * 1024];
        await context.Response.StartAsync();
        while (await content.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = 403;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            """{"kind":"Status","code":403,"reason":"Forbidden","message":"tester cannot do this"}"""
        );
    }

    private static bool IsWrite(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method)
        && request.Query["dryRun"].Count == 0
        && !request.Path.Value!.Contains("selfsubject", StringComparison.Ordinal);
}
