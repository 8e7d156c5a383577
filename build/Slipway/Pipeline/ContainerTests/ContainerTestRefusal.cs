using Slipway.Values;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>Containers cannot be tested.</summary>
internal sealed class ContainerTestRefusal(string what, string where, string next)
    : Refusal(what, where, next)
{
    private const string OrCluster = "or test in the local cluster: '--container-test-in cluster'.";

    public static ContainerTestRefusal NoAnswer(Uri endpoint, string why) =>
        new(
            $"No Docker Engine is reachable: {why.TrimEnd('.')}.",
            endpoint.ToString(),
            "Start it ('sudo systemctl start docker', or Docker Desktop), set DOCKER_HOST to another engine, "
                + OrCluster
        );

    public static ContainerTestRefusal NotLoaded(Uri endpoint, string why) =>
        new(
            $"The Docker Engine rejected the images: {why.TrimEnd('.')}.",
            endpoint.ToString(),
            "Check the engine with 'docker version' and its disk space with 'docker system df'; " + OrCluster
        );
}
