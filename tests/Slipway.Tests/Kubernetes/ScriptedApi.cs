using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes;

namespace Slipway.Tests.Kubernetes;

/// <summary>
/// An API server that says what a test tells it to: for faults that a healthy one never shows.
/// </summary>
internal sealed class ScriptedApi : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<(string Start, Func<HttpContext, Task> Answer)> _script = [];

    private ScriptedApi(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public ConcurrentQueue<string> Requests { get; } = new();

    public CollectingReporter Reporter { get; } = new();

    public static async Task<ScriptedApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var api = new ScriptedApi(app);
        app.Run(api.AnswerAsync);
        await app.StartAsync();
        return api;
    }

    public Task<Cluster> ConnectAsync(TimeProvider? time = null) =>
        Cluster.ConnectAsync(
            _folder.Write(
                "config",
                $$$"""
                current-context: one
                contexts: [{name: one, context: {cluster: c}}]
                clusters: [{name: c, cluster: {server: "{{{Url}}}"}}]
                """
            ),
            null,
            time is FastTime ? FastTime.Patience : RunningCluster.Patience,
            time ?? TimeProvider.System,
            Reporter,
            TestContext.Current.CancellationToken
        );

    /// <summary>
    /// The next request with this method and path, or the beginning of its query, is answered so; what no
    /// script answers gets the usual.
    /// </summary>
    public ScriptedApi On(string method, string path, Func<HttpContext, Task> answer)
    {
        lock (_gate)
            _script.Add(($"{method} {path}", answer));
        return this;
    }

    public ScriptedApi On(
        string method,
        string path,
        int status,
        string json,
        params (string Name, string Value)[] headers
    ) => On(method, path, async context =>
        {
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            await WriteAsync(context, status, json);
        });

    public static async Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var line = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}";
        Requests.Enqueue(line);
        if (Take(line) is { } answer)
            await answer(context);
        else
            await (
                context.Request.Path.Value switch
                {
                    "/version" => WriteAsync(context, 200, """{"gitVersion":"v1.26.0"}"""),
                    "/api" => WriteAsync(context, 200, """{"kind":"APIVersions","versions":["v1"]}"""),
                    "/apis" => WriteAsync(context, 200, """{"kind":"APIGroupList","groups":[]}"""),
                    "/api/v1" => WriteAsync(
                        context,
                        200,
                        """
                        {"kind":"APIResourceList","groupVersion":"v1","resources":[
                         {"name":"configmaps","kind":"ConfigMap","namespaced":true,
                          "verbs":["get","list","watch"]},
                         {"name":"namespaces","kind":"Namespace","namespaced":false,"verbs":["get"]},
                         {"name":"pods","kind":"Pod","namespaced":true,"verbs":["get"]},
                         {"name":"pods/log","kind":"Pod","namespaced":true,"verbs":["get"]}]}
                        """
                    ),
                    _ => WriteAsync(
                        context,
                        404,
                        """
                        {"kind":"Status","message":"not scripted","reason":"NotFound","code":404}
                        """
                    ),
                }
            );
    }

    // Requests that are under way together come in any order; each gets what is meant for it.
    private Func<HttpContext, Task>? Take(string line)
    {
        lock (_gate)
        {
            var next = _script.FindIndex(step =>
                line.StartsWith(step.Start, StringComparison.Ordinal)
                && (line.Length == step.Start.Length || !char.IsAsciiLetterOrDigit(line[step.Start.Length]))
            );
            if (next < 0)
                return null;
            var answer = _script[next].Answer;
            _script.RemoveAt(next);
            return answer;
        }
    }
}
