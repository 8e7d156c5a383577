using Microsoft.AspNetCore.Builder;

namespace Running;

/// <summary>A service that runs within the test, on a free loopback port.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private static readonly string[] s_quiet =
    [
        "Logging:LogLevel:Default=Critical",
        "Logging:LogLevel:Microsoft.AspNetCore=Critical",
        "Logging:LogLevel:System.Net.Http=Critical",
    ];

    // Its settings are those beside its assembly, read once: a machine has few file watchers.
    private static readonly string[] s_isolated =
    [
        $"contentRoot={AppContext.BaseDirectory}",
        "hostBuilder:reloadConfigOnChange=false",
        "urls=http://127.0.0.1:0",
    ];

    private readonly WebApplication _app;

    private RunningService(WebApplication app)
    {
        _app = app;
        // Shares the process with the service, and must not take part in its traces.
        Http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null })
        {
            BaseAddress = new Uri(app.Urls.Single()),
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    public HttpClient Http { get; }

    public string Url => Http.BaseAddress!.AbsoluteUri;

    /// <summary>Starts one with settings like <c>Faults:ErrorRate=1</c>.</summary>
    public static async Task<RunningService> StartAsync(
        Func<string[], WebApplication> create,
        params IEnumerable<string> settings
    )
    {
        string[] all = [.. s_quiet, .. s_isolated, "Shutdown:DrainSeconds=0", .. settings];
        var app = create([.. all.Select(setting => $"--{setting}")]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningService(app);
    }

    public Task<HttpResponseMessage> GetAsync(string path) =>
        Http.GetAsync(path, TestContext.Current.CancellationToken);

    public Task<string> GetStringAsync(string path) =>
        Http.GetStringAsync(path, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
