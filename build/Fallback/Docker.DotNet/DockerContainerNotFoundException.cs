using System.Net;

namespace Docker.DotNet;

/// <summary>The engine has no such container.</summary>
public class DockerContainerNotFoundException(HttpStatusCode statusCode, string body)
    : DockerApiException(statusCode, body);
