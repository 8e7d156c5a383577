namespace LocalCluster.Tests.Registry;

/// <summary>
/// The cases of the OCI distribution-spec's conformance tests (v1.1), against a registry that is empty at
/// first.
/// </summary>
public abstract class DistributionTests : IAsyncLifetime
{
    private protected const string NoSuch =
        "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private readonly OwnRegistry _registry = new();

    private protected HttpClient Http { get; private set; } = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Http = await _registry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _registry.DisposeAsync();
    }

    private protected Task<HttpResponseMessage> Send(
        string method,
        string path,
        HttpContent? content = null
    ) =>
        Http.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), path) { Content = content },
            Cancellation
        );

    private protected async Task<int> Status(string method, string path)
    {
        using var answer = await Send(method, path);
        return (int)answer.StatusCode;
    }

    private protected async Task<(int Status, string? Code)> Error(
        string method,
        string path,
        HttpContent? content = null
    )
    {
        using var answer = await Send(method, path, content);
        return await OwnRegistry.ErrorAsync(answer);
    }

    private protected async Task<string> Text(string path) => await Http.GetStringAsync(path, Cancellation);

    private protected static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.GetValues(name).Single();
}
