using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

namespace Docker.DotNet.Transport;

/// <summary>Sends requests to one engine.</summary>
internal sealed class Engine : IDisposable
{
    private readonly HttpClient _http;
    private readonly IReadOnlyDictionary<string, string> _headers;
    private readonly DockerClientConfiguration _configuration;

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
        _configuration = configuration;
        Timeout = configuration.DefaultTimeout;
    }

    public TimeSpan Timeout { get; set; }

    /// <summary>Sends a request; the caller owns the answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        Refusing refuse,
        CancellationToken cancellation,
        TimeSpan? timeout = null
    )
    {
        return await SendAsync(_http, request, refuse, timeout ?? Timeout, cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpClient http,
        HttpRequestMessage request,
        Refusing refuse,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        foreach (var (name, value) in _headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        // 304 is how the engine says that a container ran, or stood, already.
        if (
            response.IsSuccessStatusCode
            || response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.SwitchingProtocols
        )
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
        TimeSpan? timeout = null
    )
    {
        using var response = await SendAsync(request, refuse, cancellation, timeout);
        // An answer that breaks off is a failed request, not half a value.
        await response.Content.LoadIntoBufferAsync(cancellation);
        return await response.Content.ReadFromJsonAsync(type, cancellation)
            ?? throw new DockerApiException(response.StatusCode, "null");
    }

    /// <summary>Sends a GET request whose answer is one JSON value.</summary>
    public Task<T> GetAsync<T>(
        string path,
        JsonTypeInfo<T> type,
        Refusing refuse,
        CancellationToken cancellation
    ) => ReadAsync(new HttpRequestMessage(HttpMethod.Get, path), type, refuse, cancellation);

    /// <summary>Sends a request whose answer is a stream; disposing it ends the connection.</summary>
    public async Task<Stream> OpenAsync(
        HttpRequestMessage request,
        Refusing refuse,
        CancellationToken cancellation
    )
    {
        var forever = System.Threading.Timeout.InfiniteTimeSpan;
        var response = await SendAsync(request, refuse, cancellation, forever);
        return await response.Content.ReadAsStreamAsync(cancellation);
    }

    /// <summary>
    /// Sends a request after which the connection, one of its own, is a stream of both sides.
    /// </summary>
    public async Task<HijackedStream> HijackAsync(
        HttpRequestMessage request,
        Refusing refuse,
        CancellationToken cancellation
    )
    {
        System.Net.Sockets.Socket? connection = null;
        var (_, handler) = Endpoint.Open(_configuration, socket => connection = socket);
        var http = new HttpClient(_configuration.Credentials.GetHandler(handler))
        {
            BaseAddress = _http.BaseAddress,
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
        try
        {
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.Add(new("tcp"));
            var response = await SendAsync(http, request, refuse, Timeout, cancellation);
            return new HijackedStream(
                await response.Content.ReadAsStreamAsync(cancellation),
                connection,
                http
            );
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    public void Dispose() => _http.Dispose();
}
