using Slipway.Values;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>Containers cannot be tested there.</summary>
internal sealed class ContainerTestRefusal(string what, string where, string next)
    : Refusal(what, where, next)
{
    private const string OrCluster = "or test in the local cluster: '--container-test-in cluster'.";

    public static ContainerTestRefusal NoAnswer(Uri endpoint, string why) =>
        new(
            $"No Docker Engine answers: {why.TrimEnd('.')}.",
            endpoint.ToString(),
            "Start it ('sudo systemctl start docker', or Docker Desktop), name another one in DOCKER_HOST, "
                + OrCluster
        );

    public static ContainerTestRefusal NotLoaded(Uri endpoint, string why) =>
        new(
            $"The Docker Engine does not take the images: {why.TrimEnd('.')}.",
            endpoint.ToString(),
            "See with 'docker version' which engine it is and with 'docker system df' whether its disk is full; "
                + OrCluster
        );
}
