using LocalCluster.Resources;

namespace LocalCluster.Api.Pods;

/// <summary>Reads what containers wrote; implemented by the pods' runtime.</summary>
public interface IPodLogs
{
    /// <summary>
    /// Copies a container's log to <paramref name="output"/>; with <see cref="PodLogOptions.Follow"/> until
    /// the container ended or the caller cancels.
    /// </summary>
    /// <exception cref="ApiException">400: the container does not run yet, or there was no previous
    /// one.</exception>
    Task CopyAsync(
        string ns,
        string pod,
        PodLogOptions options,
        Stream output,
        CancellationToken cancellationToken
    );
}

/// <summary>Which part of a log is wanted; the names are those of the API's query parameters.</summary>
public sealed record PodLogOptions(
    string Container,
    bool Follow = false,
    bool Previous = false,
    bool Timestamps = false,
    long? TailLines = null,
    long? SinceSeconds = null,
    DateTimeOffset? SinceTime = null,
    long? LimitBytes = null
);
