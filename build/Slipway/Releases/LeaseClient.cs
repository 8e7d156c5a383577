using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Processes;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Releases;

/// <summary>Acquires, renews and releases one Lease in one holder's name.</summary>
/// <remarks>
/// As client-go's leader election: the times in a lease are of its holder's clock and are never compared with
/// ours. It has expired when we have seen it unchanged for its duration.
/// </remarks>
internal sealed class LeaseClient(
    Cluster cluster,
    string ns,
    string app,
    LockHolder holder,
    TimeSpan duration
)
{
    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(1);
    private readonly ObjectKey _key = new("coordination.k8s.io/v1", "Lease", ns, $"slipway-{app}");
    private readonly string _holder = $"{holder}";

    public TimeProvider Time => cluster.Time;

    public string Where => $"lease {_key.Name} in namespace {ns}";

    /// <exception cref="LockHeldException">Someone else holds it for longer than the patience.</exception>
    public async Task<Renewal> TakeAsync(
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
            var state = lease is null ? null : LeaseState.Of(lease);
            var (text, process) = LockHolder.Read(state?.Holder ?? "");
            var ended = process?.HasEnded(holder.Identity, LinuxProcesses.Look) == true;
            if (state?.Holder is null || ended || Time.GetElapsedTime(seenAt) >= state.Patience(duration))
            {
                if (await TryTakeAsync(lease, state, cancellation).ConfigureAwait(false) is not { } taken)
                    continue;
                reporter.Report(new LockTaken(ended ? text : null));
                return taken;
            }
            if (Time.GetElapsedTime(started) >= patience)
                throw new LockHeldException(text, state.HeldFor(Time.GetUtcNow()), Where);
            if (told != text)
                reporter.Report(new LockWaiting(text));
            told = text;
            await Task.Delay(s_glance, Time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Renews it, or fails at once: its holder tries again at its own beat.</summary>
    /// <exception cref="LockLostException">Someone else has taken it.</exception>
    public async Task<Renewal> RenewAsync(KubeObject lease, CancellationToken cancellation)
    {
        var mine = LeaseState.Of(lease);
        while (true)
        {
            try
            {
                var (timestamp, utc) = (Time.GetTimestamp(), Time.GetUtcNow());
                var renewed = (mine with { Renewed = utc }).Write(lease);
                return new Renewal(
                    await cluster.ReplaceAsync(renewed, cancellation, TimeSpan.Zero).ConfigureAwait(false),
                    timestamp,
                    utc
                );
            }
            catch (ApiException e) when (e.Reason is "Conflict" or "NotFound")
            {
                lease = await VerifyAsync(lease, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The lease as it is now, if it is still ours.</summary>
    /// <param name="lease">The lease as we wrote it.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="LockLostException">Someone else has taken it.</exception>
    public async Task<KubeObject> VerifyAsync(KubeObject lease, CancellationToken cancellation)
    {
        var mine = LeaseState.Of(lease);
        var live = await cluster.GetAsync(_key, cancellation).ConfigureAwait(false)
            ?? throw new LockLostException("the lease was deleted", Where);
        // Names alone may be the same in two containers; they cannot both have acquired it at the same moment.
        var now = LeaseState.Of(live);
        if (now.Holder == _holder && now.Acquired == mine.Acquired)
            return live;
        throw new LockLostException(
            now.Holder is null ? "it was released" : $"it was taken by {LockHolder.Read(now.Holder).Text}",
            Where
        );
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
    private async Task<Renewal?> TryTakeAsync(
        KubeObject? lease,
        LeaseState? state,
        CancellationToken cancellation
    )
    {
        var (timestamp, now) = (Time.GetTimestamp(), Time.GetUtcNow());
        var mine = LeaseState.Next(state, _holder, now, duration);
        try
        {
            var taken = lease is null
                ? await cluster.CreateAsync(mine.Write(Empty()), cancellation).ConfigureAwait(false)
                : await cluster.ReplaceAsync(mine.Write(lease), cancellation).ConfigureAwait(false);
            return new Renewal(taken, timestamp, now);
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
