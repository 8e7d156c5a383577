using System.Net;

namespace Docker.DotNet;

/// <summary>The Docker Engine answered with an error.</summary>
public class DockerApiException(HttpStatusCode statusCode, string responseBody)
    : Exception($"Docker API responded with status code={statusCode}, response={responseBody}")
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode { get; } = statusCode;

    /// <summary>What the engine said, mostly JSON with a <c>message</c>.</summary>
    public string ResponseBody { get; } = responseBody;
}
