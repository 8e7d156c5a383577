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
            $"{Names(services)} built from a Dockerfile, but no Docker Engine answers: {why.TrimEnd('.')}.",
            endpoint.ToString(),
            "Start it ('sudo systemctl start docker', or Docker Desktop) and see that 'docker version' shows a "
                + "server to this user; or name another engine in DOCKER_HOST."
                + (
                    services.Count > 0 && services.All(service => service.ProjectFile is not null)
                        ? " Without one: '--builder project' packs the project instead."
                        : ""
                )
        );

    public static EngineRefusal Failed(string service, string why) =>
        new(
            $"The Docker Engine failed while it built '{service}': {why.TrimEnd('.')}.",
            $"the image of '{service}'",
            "Look into the engine's own log ('journalctl -u docker'), then run the same command again."
        );

    public static EngineRefusal UnknownHost(string host) =>
        new(
            $"DOCKER_HOST is '{host}', which is no unix:, tcp: or npipe: address.",
            "DOCKER_HOST",
            $"Unset it for the engine of this machine, or correct it. {Tunnel}"
        );

    public static EngineRefusal Tls(string host) =>
        new(
            "DOCKER_TLS_VERIFY is set, but engines with client certificates cannot be reached.",
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
            $"The image of '{service}' that the Docker Engine saved cannot be understood: {why.TrimEnd('.')}.",
            $"the image of '{service}'",
            "Run the same command again; if that does not help, see with 'docker version' which engine it is."
        );
}
