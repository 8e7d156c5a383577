using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>What can be asked about the engine itself.</summary>
public interface ISystemOperations
{
    /// <summary>The machine that the engine runs on.</summary>
    Task<SystemInfoResponse> GetSystemInfoAsync(CancellationToken cancellationToken = default);

    /// <summary>The versions that the engine has and speaks.</summary>
    Task<VersionResponse> GetVersionAsync(CancellationToken cancellationToken = default);

    /// <summary>Returns when the engine answers.</summary>
    /// <exception cref="HttpRequestException">Nobody listens there.</exception>
    /// <exception cref="DockerApiException">It answers with an error.</exception>
    Task PingAsync(CancellationToken cancellationToken = default);
}
