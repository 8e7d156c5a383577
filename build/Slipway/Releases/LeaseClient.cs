using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Releases;

/// <summary>Acquires, renews and releases one Lease in one holder's name.</summary>
internal sealed class LeaseClient(Cluster cluster, string ns, string app, string holder, TimeSpan duration)
{
    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(1);
    private readonly ObjectKey _key = new("coordination.k8s.io/v1", "Lease", ns, $"slipway-{app}");

    public TimeProvider Time => cluster.Time;

    public string Where => $"lease {_key.Name} in namespace {ns}";

    /// <exception cref="LockHeldException">Someone else holds it for longer than the patience.</exception>
    public async Task<KubeObject> TakeAsync(
        TimeSpan patience,
        IReporter reporter,
        CancellationToken cancellation
    )
    {
        var started = Time.GetTimestamp();
        var (seen, seenAt, told) = ("", started, "");
        while (true)
        {
            var lease = await cluster.GetAsync(_key, cancellation).ConfigureAwait(false);
            var version = lease?.Text("metadata", "resourceVersion") ?? "";
            if (version != seen)
                (seen, seenAt) = (version, Time.GetTimestamp());
            // Expired by the clock or, should clocks differ, because it was not renewed for its whole
            // duration.
            var state = lease is null ? null : LeaseState.Of(lease);
            if (
                state is null
                || state.IsFree(Time.GetUtcNow())
                || Time.GetElapsedTime(seenAt) >= state.Duration
            )
            {
                if (await TryTakeAsync(lease, state, cancellation).ConfigureAwait(false) is { } taken)
                    return taken;
                continue;
            }
            if (Time.GetElapsedTime(started) >= patience)
                throw new LockHeldException(state.Holder!, Time.GetUtcNow() - state.Acquired, Where);
            if (told != state.Holder)
                reporter.Info($"Waiting for the lock, held by {state.Holder}.");
            told = state.Holder;
            await Task.Delay(s_glance, Time, cancellation).ConfigureAwait(false);
        }
    }

    /// <exception cref="LockLostException">Someone else has taken it.</exception>
    public async Task<KubeObject> RenewAsync(KubeObject lease, CancellationToken cancellation)
    {
        var mine = LeaseState.Of(lease);
        while (true)
        {
            try
            {
                var renewed = (mine with { Renewed = Time.GetUtcNow() }).Write(lease);
                return await cluster.ReplaceAsync(renewed, cancellation).ConfigureAwait(false);
            }
            catch (ApiException e) when (e.Reason is "Conflict" or "NotFound")
            {
                lease = await cluster.GetAsync(_key, cancellation).ConfigureAwait(false)
                    ?? throw new LockLostException("the lease was deleted", Where);
                // Names alone may be the same in two containers; they cannot both have acquired it at the
                // same moment.
                var now = LeaseState.Of(lease);
                if (now.Holder != holder || now.Acquired != mine.Acquired)
                    throw new LockLostException(
                        now.Holder is null ? "it was released" : $"it was taken by {now.Holder}",
                        Where
                    );
            }
        }
    }

    /// <summary>Frees the lease for the next holder; if that fails, it expires.</summary>
    public async Task GiveBackAsync(KubeObject lease)
    {
        using var limit = new CancellationTokenSource(duration, Time);
        try
        {
            var free = (LeaseState.Of(lease) with { Holder = null }).Write(lease);
            await cluster.ReplaceAsync(free, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is Refusal or OperationCanceledException)
        {
            // No longer ours, or unreachable: there is nothing left to release.
        }
    }

    // Null when someone else was faster.
    private async Task<KubeObject?> TryTakeAsync(
        KubeObject? lease,
        LeaseState? state,
        CancellationToken cancellation
    )
    {
        var now = Time.GetUtcNow();
        var mine = new LeaseState(holder, now, now, duration, (state?.Transitions ?? -1) + 1);
        try
        {
            return lease is null
                ? await cluster.CreateAsync(mine.Write(Empty()), cancellation).ConfigureAwait(false)
                : await cluster.ReplaceAsync(mine.Write(lease), cancellation).ConfigureAwait(false);
        }
        catch (ApiException e)
            when (e.Reason is "AlreadyExists" or "Conflict" || (e.Reason == "NotFound" && lease is not null))
        {
            return null;
        }
    }

    private KubeObject Empty() =>
        KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = _key.ApiVersion,
                ["kind"] = _key.Kind,
                ["metadata"] = new JsonObject { ["name"] = _key.Name, ["namespace"] = ns },
            }
        );
}
