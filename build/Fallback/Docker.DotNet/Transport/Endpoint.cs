using System.IO.Pipes;
using System.Net.Sockets;

namespace Docker.DotNet.Transport;

/// <summary>How an endpoint is reached: over a Unix socket, a named pipe, or TCP.</summary>
internal static class Endpoint
{
    // What the Host header says where the connection is no network's.
    private static readonly Uri _local = new("http://localhost/");

    /// <param name="configuration">Which endpoint.</param>
    /// <param name="connected">
    /// Learns of each socket that is connected, where one direction of it can be ended.
    /// </param>
    public static (Uri Address, HttpMessageHandler Handler) Open(
        DockerClientConfiguration configuration,
        Action<Socket>? connected = null
    )
    {
        var endpoint = configuration.EndpointBaseUri;
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        switch (endpoint.Scheme.ToLowerInvariant())
        {
            case "unix":
                handler.ConnectCallback = (_, cancellation) =>
                    OpenSocketAsync(endpoint.LocalPath, connected, cancellation);
                return (_local, handler);
            case "npipe":
                var timeout = configuration.NamedPipeConnectTimeout;
                handler.ConnectCallback = (_, cancellation) => OpenPipeAsync(endpoint, timeout, cancellation);
                return (_local, handler);
            case "tcp":
                var scheme = configuration.Credentials.IsTlsCredentials() ? "https" : "http";
                return (new UriBuilder(endpoint) { Scheme = scheme }.Uri, handler);
            case "http" or "https":
                return (endpoint, handler);
            default:
                throw new ArgumentException(
                    $"Unknown URL scheme '{endpoint.Scheme}'; expected unix, npipe, tcp, http or https."
                );
        }
    }

    private static async ValueTask<Stream> OpenSocketAsync(
        string path,
        Action<Socket>? connected,
        CancellationToken cancellation
    )
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            connected?.Invoke(socket);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // npipe://./pipe/docker_engine: server, the word "pipe", name.
    private static async ValueTask<Stream> OpenPipeAsync(
        Uri endpoint,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        var name =
            endpoint.Segments is [_, "pipe/", .. var rest] && rest.Length > 0
                ? string.Concat(rest)
                : throw new ArgumentException($"'{endpoint}' is no pipe; expected 'npipe://./pipe/name'.");
        var pipe = new NamedPipeClientStream(
            endpoint.Host,
            name,
            PipeDirection.InOut,
            PipeOptions.Asynchronous
        );
        try
        {
            await pipe.ConnectAsync(timeout, cancellation);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync();
            throw;
        }
    }
}
