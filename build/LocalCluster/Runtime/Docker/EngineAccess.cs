using System.Net.Sockets;
using Docker.DotNet;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Docker;

/// <summary>Finds the Docker Engine of this machine.</summary>
internal static class EngineAccess
{
    private const string UsualSocket = "unix:///var/run/docker.sock";

    /// <summary>A client of the engine at <c>DOCKER_HOST</c>, else at the default socket.</summary>
    public static DockerClient Open() => new DockerClientConfiguration(Endpoint()).CreateClient();

    /// <summary>Makes sure that an engine can run pods here.</summary>
    /// <exception cref="ClusterStartException">None answers, or it is of a kind that cannot.</exception>
    public static async Task DemandAsync(CancellationToken cancellationToken)
    {
        using var client = Open();
        try
        {
            var info = await client.System.GetSystemInfoAsync(cancellationToken);
            if (info.OSType is { } system && system != "linux")
                throw new ClusterStartException(
                    $"The Docker Engine at {Endpoint()} runs {system} containers; pods need Linux ones."
                );
            if (info.SecurityOptions?.Any(option => option.Contains("rootless")) == true)
                throw new ClusterStartException(
                    $"The Docker Engine at {Endpoint()} is rootless: its containers' addresses cannot be "
                        + "reached from here. Name another one in DOCKER_HOST, or omit '--runtime docker'."
                );
        }
        catch (Exception e)
            when (e
                    is HttpRequestException
                        or SocketException
                        or IOException
                        or TimeoutException
                        or DockerApiException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw new ClusterStartException(
                $"No Docker Engine answers at {Endpoint()}: {Why(e)}. Start it with "
                    + "'sudo systemctl start docker' (your user must be in the group 'docker'), or omit "
                    + "'--runtime docker' to run pods as processes."
            );
        }
    }

    /// <summary>The system's error for a missing socket is not helpful.</summary>
    private static string Why(Exception e) =>
        File.Exists(Endpoint().LocalPath) ? e.GetBaseException().Message : "the socket does not exist";

    /// <exception cref="ClusterStartException">It is on another machine.</exception>
    private static Uri Endpoint()
    {
        var given = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host
            ? host
            : UsualSocket;
        return Uri.TryCreate(given, UriKind.Absolute, out var endpoint) && endpoint.Scheme == "unix"
            ? endpoint
            : throw new ClusterStartException(
                $"DOCKER_HOST is {given}: pods need an engine of this machine, reached through a socket such "
                    + $"as {UsualSocket}, since their volumes are folders here."
            );
    }
}
