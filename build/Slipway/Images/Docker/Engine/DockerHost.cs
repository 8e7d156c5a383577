namespace Slipway.Images.Docker.Engine;

/// <summary>Where the engine is, as <c>DOCKER_HOST</c> names it.</summary>
internal static class DockerHost
{
    private const int TcpPort = 2375;

    /// <summary>Reads it.</summary>
    /// <param name="host"><c>DOCKER_HOST</c>; null or empty for this machine's usual place.</param>
    /// <param name="tls"><c>DOCKER_TLS_VERIFY</c>; null or empty for no TLS.</param>
    /// <exception cref="EngineRefusal">
    /// It is invalid, or requires something that is not supported.
    /// </exception>
    public static Uri Parse(string? host, string? tls)
    {
        if (string.IsNullOrEmpty(host))
            return new Uri(
                OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock"
            );
        // Docker writes the pipe's server into the path, the client into its usual place.
        var text = host.StartsWith("npipe:////", StringComparison.Ordinal)
            ? "npipe://" + host["npipe:////".Length..]
            : host;
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var endpoint)
            || endpoint.Scheme is not ("unix" or "npipe" or "tcp")
        )
        {
            throw EngineRefusal.UnknownHost(host);
        }
        if (endpoint.Scheme != "tcp")
            return endpoint;
        return string.IsNullOrEmpty(tls)
            ? new UriBuilder(endpoint) { Port = endpoint.Port > 0 ? endpoint.Port : TcpPort }.Uri
            : throw EngineRefusal.Tls(host);
    }
}
