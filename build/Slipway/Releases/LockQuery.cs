using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Processes;

namespace Slipway.Releases;

/// <summary>Who is at work on an application.</summary>
/// <param name="Holder">Who holds the lock: <c>anna on build-7/4711: Deploy --env staging</c>.</param>
/// <param name="Since">For how long; null where the clocks of both machines make no sense together.</param>
public sealed record HeldLock(string Holder, TimeSpan? Since)
{
    /// <summary>
    /// Who holds the lock of an application now; null where no one does. Takes nothing. One look cannot tell
    /// a holder on another machine from one that died there: only who waits for the lock finds out.
    /// </summary>
    /// <exception cref="Values.Refusal">The lease cannot be read.</exception>
    public static async Task<HeldLock?> FindAsync(
        Cluster cluster,
        string ns,
        string app,
        CancellationToken cancellation
    )
    {
        var key = new ObjectKey("coordination.k8s.io/v1", "Lease", ns, $"slipway-{app}");
        if (await cluster.GetAsync(key, cancellation).ConfigureAwait(false) is not { } lease)
            return null;
        var state = LeaseState.Of(lease);
        if (state.Holder is not { } holder)
            return null;
        var (text, process) = LockHolder.Read(holder);
        return process?.HasEnded(ProcessIdentity.Current, LinuxProcesses.Look) == true
            ? null
            : new HeldLock(text, state.HeldFor(cluster.Time.GetUtcNow()));
    }
}
