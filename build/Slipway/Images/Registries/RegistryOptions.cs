using Slipway.Processes;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>How registries are accessed.</summary>
public sealed record RegistryOptions
{
    /// <summary>
    /// Registries (<c>host[:port]</c>) that may be used without TLS. Those on loopback always may.
    /// </summary>
    public IReadOnlySet<string> PlainHttp { get; init; } = new HashSet<string>();

    /// <summary>
    /// Credentials by registry (<c>host[:port]</c>); they go before those of Docker's configuration.
    /// </summary>
    public IReadOnlyDictionary<string, RegistryCredentials> Credentials { get; init; } =
        new Dictionary<string, RegistryCredentials>();

    /// <summary>
    /// The folder of Docker's <c>config.json</c>; null for <c>DOCKER_CONFIG</c>, else <c>~/.docker</c>.
    /// </summary>
    public string? DockerConfigDirectory { get; init; }

    /// <summary>Where Docker's credential helpers are looked for; null for the PATH.</summary>
    public string? CredentialStorePath { get; init; }

    /// <summary>Where blobs are that pass through, in folders of <see cref="TransientFolder"/>.</summary>
    public string PassingFolder { get; init; } = Path.GetTempPath();

    /// <summary>How many blobs are uploaded at the same time.</summary>
    public int ParallelUploads { get; init; } = 4;

    /// <summary>How often a request is tried before it is given up, and how long is waited in between.</summary>
    public RetryPolicy Retry { get; init; } =
        new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30))
        {
            Attempts = 5,
            LongestAsked = TimeSpan.FromSeconds(30),
        };

    /// <summary>Bytes of one part of a chunked upload.</summary>
    public int ChunkSize { get; init; } = 16 * 1024 * 1024;
}
