namespace Docker.DotNet;

/// <summary>Which Docker Engine to speak to, and how.</summary>
public class DockerClientConfiguration : IDisposable
{
    /// <summary>
    /// The engine of this machine, at its usual place. As in the package, DOCKER_HOST is not looked at.
    /// </summary>
    public DockerClientConfiguration(
        Credentials? credentials = null,
        TimeSpan defaultTimeout = default,
        TimeSpan namedPipeConnectTimeout = default,
        IReadOnlyDictionary<string, string>? defaultHttpRequestHeaders = null
    )
        : this(
            LocalEndpoint(),
            credentials,
            defaultTimeout,
            namedPipeConnectTimeout,
            defaultHttpRequestHeaders
        ) { }

    /// <summary>
    /// The engine at an endpoint: <c>unix:</c>, <c>npipe:</c>, <c>tcp:</c>, <c>http:</c> or <c>https:</c>.
    /// </summary>
    public DockerClientConfiguration(
        Uri endpoint,
        Credentials? credentials = null,
        TimeSpan defaultTimeout = default,
        TimeSpan namedPipeConnectTimeout = default,
        IReadOnlyDictionary<string, string>? defaultHttpRequestHeaders = null
    )
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (defaultTimeout < Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException(
                "A timeout is positive, or Timeout.InfiniteTimeSpan.",
                nameof(defaultTimeout)
            );
        }
        EndpointBaseUri = endpoint;
        Credentials = credentials ?? new AnonymousCredentials();
        DefaultTimeout = defaultTimeout == default ? TimeSpan.FromSeconds(100) : defaultTimeout;
        NamedPipeConnectTimeout =
            namedPipeConnectTimeout == default ? TimeSpan.FromMilliseconds(100) : namedPipeConnectTimeout;
        DefaultHttpRequestHeaders = defaultHttpRequestHeaders ?? new Dictionary<string, string>();
    }

    /// <summary>Headers of every request.</summary>
    public IReadOnlyDictionary<string, string> DefaultHttpRequestHeaders { get; }

    /// <summary>Where the engine is.</summary>
    public Uri EndpointBaseUri { get; }

    /// <summary>How the client proves who it is.</summary>
    public Credentials Credentials { get; }

    /// <summary>How long the engine may take to answer requests that are not streams.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>How long to wait for a named pipe.</summary>
    public TimeSpan NamedPipeConnectTimeout { get; }

    /// <summary>A client, which speaks a given version of the API, or the engine's newest.</summary>
    public DockerClient CreateClient(Version? requestedApiVersion = null) => new(this, requestedApiVersion);

    /// <summary>Lets go of the credentials.</summary>
    public void Dispose()
    {
        Credentials.Dispose();
        GC.SuppressFinalize(this);
    }

    private static Uri LocalEndpoint() =>
        new(OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock");
}
