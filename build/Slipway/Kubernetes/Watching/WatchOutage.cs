using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;
using Slipway.Reporting;

namespace Slipway.Kubernetes.Watching;

/// <summary>
/// Backs off between attempts to resume a watch, and gives up when the server stays unreachable.
/// </summary>
internal sealed class WatchOutage(ApiConnection api, ClusterAddress address, TimeSpan limit)
{
    private int _tries;
    private long? _since;

    /// <summary>The watch delivered something.</summary>
    public void Over() => (_tries, _since) = (0, null);

    /// <summary>The watch could not be opened.</summary>
    /// <exception cref="ClusterUnreachableException">That has been so for too long.</exception>
    public void Failed(string reason)
    {
        _since ??= api.Time.GetTimestamp();
        if (api.Time.GetElapsedTime(_since.Value) > limit)
            throw new ClusterUnreachableException(address, reason);
        api.Reporter.Detail($"watch lost ({reason}); retrying");
    }

    /// <summary>
    /// Waits before the next try: not at all after a stream that delivered something, longer and longer after
    /// others.
    /// </summary>
    public Task PauseAsync(CancellationToken cancellation)
    {
        _tries++;
        return _tries == 1
            ? Task.CompletedTask
            : Task.Delay(
                TimeSpan.FromMilliseconds(Math.Min(50 * Math.Pow(2, _tries - 1), 5000)),
                api.Time,
                cancellation
            );
    }
}
