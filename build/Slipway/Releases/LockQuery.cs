using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;

namespace Slipway.Releases;

/// <summary>Who is at work on an application.</summary>
/// <param name="Holder">Who holds the lock: <c>anna@build-7/4711 Deploy --env staging</c>.</param>
/// <param name="Since">For how long.</param>
public sealed record HeldLock(string Holder, TimeSpan Since)
{
    /// <summary>Who holds the lock of an application now; null where no one does. Takes nothing.</summary>
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
        var (state, now) = (LeaseState.Of(lease), cluster.Time.GetUtcNow());
        return state.IsFree(now) ? null : new HeldLock(state.Holder!, now - state.Acquired);
    }
}
