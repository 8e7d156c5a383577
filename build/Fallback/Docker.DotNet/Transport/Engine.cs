using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

namespace Docker.DotNet.Transport;

/// <summary>Sends requests to one engine.</summary>
internal sealed class Engine : IDisposable
{
    private readonly HttpClient _http;
    private readonly IReadOnlyDictionary<string, string> _headers;

    public Engine(DockerClientConfiguration configuration, Version? apiVersion)
    {
        var (address, handler) = Endpoint.Open(configuration);
        var version = apiVersion is null ? "" : $"v{apiVersion.ToString(2)}/";
        _http = new HttpClient(configuration.Credentials.GetHandler(handler))
        {
            BaseAddress = new Uri(address, version),
            // Each request has a time of its own: a build may take as long as it takes.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
        _headers = configuration.DefaultHttpRequestHeaders;
        Timeout = configuration.DefaultTimeout;
    }

    public TimeSpan Timeout { get; set; }

    /// <summary>Sends a request; the caller owns the answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, Refusing refuse, CancellationToken cancellation, TimeSpan? timeout = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout ?? Timeout);
        foreach (var (name, value) in _headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        // 304 is how the engine says that a container ran, or stood, already.
        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotModified)
            return response;
        using (response)
            throw refuse(response.StatusCode, await response.Content.ReadAsStringAsync(limit.Token));
    }

    /// <summary>Sends a request whose answer is one JSON value.</summary>
    public async Task<T> ReadAsync<T>(
        HttpRequestMessage request,
        JsonTypeInfo<T> type,
        Refusing refuse,
        CancellationToken cancellation,
        TimeSpan? timeout = null)
    {
        using var response = await SendAsync(request, refuse, cancellation, timeout);
        return await response.Content.ReadFromJsonAsync(type, cancellation)
            ?? throw new DockerApiException(response.StatusCode, "null");
    }

    /// <summary>Sends a GET request whose answer is one JSON value.</summary>
    public Task<T> GetAsync<T>(
        string path, JsonTypeInfo<T> type, Refusing refuse, CancellationToken cancellation) =>
        ReadAsync(new HttpRequestMessage(HttpMethod.Get, path), type, refuse, cancellation);

    /// <summary>Sends a request whose answer is a stream; disposing it ends the connection.</summary>
    public async Task<Stream> OpenAsync(
        HttpRequestMessage request, Refusing refuse, CancellationToken cancellation)
    {
        var forever = System.Threading.Timeout.InfiniteTimeSpan;
        var response = await SendAsync(request, refuse, cancellation, forever);
        return await response.Content.ReadAsStreamAsync(cancellation);
    }

    public void Dispose() => _http.Dispose();
}
