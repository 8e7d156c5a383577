using System.Net;

namespace Docker.DotNet.Transport;

/// <summary>Makes the exception for an error that the engine answers with.</summary>
internal delegate DockerApiException Refusing(HttpStatusCode status, string body);

/// <summary>Which exception stands for which error.</summary>
internal static class Refusals
{
    public static DockerApiException General(HttpStatusCode status, string body) => new(status, body);

    public static DockerApiException Image(HttpStatusCode status, string body) =>
        status == HttpStatusCode.NotFound
            ? new DockerImageNotFoundException(status, body)
            : General(status, body);

    public static DockerApiException Container(HttpStatusCode status, string body) =>
        status == HttpStatusCode.NotFound
            ? new DockerContainerNotFoundException(status, body)
            : General(status, body);
}
