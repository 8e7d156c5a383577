using Slipway.Services;
using Slipway.Values;

namespace Slipway.Images.Docker.Engine;

/// <summary>The Docker Engine cannot be used.</summary>
internal sealed class EngineRefusal(string what, string where, string next) : Refusal(what, where, next)
{
    private const string Tunnel =
        "Reach it over a tunnel: 'ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock <host>' and "
        + "DOCKER_HOST=unix:///tmp/docker.sock.";

    /// <summary>No engine answers where one is needed.</summary>
    /// <param name="endpoint">Where it was looked for.</param>
    /// <param name="why">What came instead of an answer.</param>
    /// <param name="services">What it was to build.</param>
    public static EngineRefusal NoAnswer(Uri endpoint, string why, IReadOnlyList<Service> services) =>
        new(
            $"{Names(services)} built from a Dockerfile, but no Docker Engine is reachable: {why.TrimEnd('.')}.",
            endpoint.ToString(),
            "Start it ('sudo systemctl start docker', or Docker Desktop) and check that 'docker version' shows a "
                + "server for this user, or set DOCKER_HOST to another engine."
                + (
                    services.Count > 0 && services.All(service => service.ProjectFile is not null)
                        ? " Without an engine, '--builder project' builds the project instead."
                        : ""
                )
        );

    public static EngineRefusal Failed(string service, string why) =>
        new(
            $"The Docker Engine failed while building '{service}': {why.TrimEnd('.')}.",
            $"the image of '{service}'",
            "Check the engine's log ('journalctl -u docker') and run the command again."
        );

    public static EngineRefusal UnknownHost(string host) =>
        new(
            $"DOCKER_HOST is '{host}', which is not a unix:, tcp: or npipe: address.",
            "DOCKER_HOST",
            $"Unset it to use this machine's engine, or correct it. {Tunnel}"
        );

    public static EngineRefusal Tls(string host) =>
        new(
            "DOCKER_TLS_VERIFY is set, but client certificates are not supported.",
            $"DOCKER_HOST={host}",
            Tunnel
        );

    private static string Names(IReadOnlyList<Service> services) =>
        services.Count == 0
            ? "A service is"
            : string.Join(", ", services.Select(service => $"'{service.Name}'"))
                + (services.Count == 1 ? " is" : " are");

    public static EngineRefusal Unintelligible(string service, string why) =>
        new(
            $"The image of '{service}' saved by the Docker Engine is invalid: {why.TrimEnd('.')}.",
            $"the image of '{service}'",
            "Run the command again; if it fails again, check the engine's version with 'docker version'."
        );
}
