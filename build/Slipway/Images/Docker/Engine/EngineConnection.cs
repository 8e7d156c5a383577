using System.Net.Sockets;
using Docker.DotNet;

namespace Slipway.Images.Docker.Engine;

/// <summary>Connects to Docker Engines.</summary>
internal static class EngineConnection
{
    /// <summary>The engine that <c>DOCKER_HOST</c> names, else that of this machine.</summary>
    /// <exception cref="EngineRefusal">It names none.</exception>
    public static Uri Endpoint() =>
        DockerHost.Parse(
            Environment.GetEnvironmentVariable("DOCKER_HOST"),
            Environment.GetEnvironmentVariable("DOCKER_TLS_VERIFY")
        );

    /// <summary>Connects to an engine that answers.</summary>
    /// <param name="endpoint">The engine.</param>
    /// <param name="noAnswer">The refusal where none answers, for what came instead.</param>
    /// <param name="ct">Cancels the operation.</param>
    public static async Task<DockerClient> OpenAsync(
        Uri endpoint,
        Func<string, Exception> noAnswer,
        CancellationToken ct
    )
    {
        var client = new DockerClientConfiguration(endpoint, new BoundedAnswers(endpoint)).CreateClient();
        try
        {
            await client.System.PingAsync(ct);
            return client;
        }
        catch (Exception e)
            when (e
                    is HttpRequestException
                        or SocketException
                        or IOException
                        or TimeoutException
                        or DockerApiException
                || (e is OperationCanceledException && !ct.IsCancellationRequested)
            )
        {
            client.Dispose();
            // The system's message about a missing socket is of no use.
            var missing = endpoint.Scheme == "unix" && !File.Exists(endpoint.LocalPath);
            throw noAnswer(missing ? "the socket does not exist" : e.GetBaseException().Message);
        }
    }
}
