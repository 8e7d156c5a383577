using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Rollouts.Waiting;

/// <summary>
/// Follows workloads until they are rolled out. It is started before the change, so that everything that
/// happens from
/// then on is news, and earlier faults are distinguished from it. Nothing is polled.
/// </summary>
public sealed class RolloutWatch : IAsyncDisposable
{
    // A pod that was broken before the watch began gets this long to show that it no longer is.
    private static readonly TimeSpan s_oldNews = TimeSpan.FromSeconds(30);

    private readonly Cluster _cluster;
    private readonly RolloutEvents _feed;
    private readonly IReporter _reporter;
    private readonly RolloutState _picture = new();
    private readonly HashSet<string> _changed = [];
    private readonly Dictionary<string, Standing> _standings = [];
    private readonly RolloutReporter _pace = new();
    private int _unsynced;

    private RolloutWatch(Cluster cluster, RolloutEvents feed, IReporter reporter) =>
        (_cluster, _feed, _reporter, _unsynced) = (cluster, feed, reporter, feed.Sources);

    /// <summary>Starts to watch; returns when the current state is known.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="workloads">The workloads that will change: Deployments, StatefulSets, DaemonSets,
    /// Jobs.</param>
    /// <param name="reporter">Where progress is reported: a milestone for each pod, and of what is waited for
    /// every
    /// five seconds; the rest as background.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="AccessDeniedException">The workloads or their pods may not be watched.</exception>
    /// <exception cref="ClusterUnreachableException">The API server does not answer.</exception>
    public static async Task<RolloutWatch> BeginAsync(
        Cluster cluster,
        IReadOnlyList<ObjectKey> workloads,
        IReporter reporter,
        CancellationToken cancellation
    )
    {
        var sources = workloads.SelectMany(ResourceName.SourcesOf).ToHashSet();
        var watch = new RolloutWatch(cluster, new RolloutEvents(cluster, sources, reporter), reporter);
        try
        {
            while (watch._unsynced > 0)
                watch.Take(await watch._feed.News.ReadAsync(cancellation).ConfigureAwait(false));
            return watch;
        }
        catch (Exception e)
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            if (e is System.Threading.Channels.ChannelClosedException { InnerException: { } reason })
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(reason);
            throw;
        }
    }

    /// <summary>Returns when all workloads are rolled out.</summary>
    /// <param name="applied">The workloads as the API server returned them when they were applied.</param>
    /// <param name="timeouts">How long to wait.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="RolloutFailedException">Some of them cannot roll out.</exception>
    /// <exception cref="RolloutTimedOutException">Some of them did not roll out in time.</exception>
    /// <exception cref="ClusterUnreachableException">The API server does not answer.</exception>
    public async Task WaitAsync(
        IReadOnlyList<KubeObject> applied,
        RolloutTimeouts timeouts,
        CancellationToken cancellation
    )
    {
        var started = _cluster.Time.GetTimestamp();
        _standings.Clear();
        _changed.UnionWith(applied.Select(RolloutState.Uid));
        while (true)
        {
            var elapsed = _cluster.Time.GetElapsedTime(started);
            Judge(applied, elapsed);
            await ThrowIfFailedAsync(cancellation).ConfigureAwait(false);
            if (_standings.Values.All(s => s.Verdict.Readiness.State == ReadinessState.Ready))
                return;
            await ThrowIfLateAsync(timeouts, elapsed, cancellation).ConfigureAwait(false);
            var left = timeouts.Total - elapsed;
            await NewsAsync(left < RolloutReporter.Between ? left : RolloutReporter.Between, cancellation)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Ends all watches.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (
            var standing in _standings.Values.Where(s => s.Verdict.Readiness.State != ReadinessState.Ready)
        )
            _reporter.Report(new ProgressEnd(standing.Verdict.Workload.Display));
        return _feed.DisposeAsync();
    }

    private void Judge(IReadOnlyList<KubeObject> applied, TimeSpan elapsed)
    {
        var now = _cluster.Time.GetTimestamp();
        var oldNewsCount = elapsed >= s_oldNews;
        foreach (var workload in applied)
        {
            var uid = RolloutState.Uid(workload);
            var before = _standings.GetValueOrDefault(uid);
            if (before is not null && !_changed.Contains(uid) && before.OldNewsCount == oldNewsCount)
            {
                if (before.Verdict.Readiness.State != ReadinessState.Ready)
                    Tell(before.Verdict, elapsed, before);
                continue;
            }
            var verdict = RolloutJudge.Judge(workload, _picture, oldNewsCount);
            var same =
                before is not null
                && before.Verdict.Readiness == verdict.Readiness
                && before.Verdict.Counts?.Ready == verdict.Counts?.Ready;
            _standings[uid] = new Standing(verdict, same ? before!.Since : now, oldNewsCount);
            Tell(verdict, elapsed, before);
        }
        _changed.Clear();
    }

    private void Tell(RolloutJudge.Verdict verdict, TimeSpan elapsed, Standing? before)
    {
        var same = before?.Verdict.WaitsFor == verdict.WaitsFor && before.Verdict.Counts == verdict.Counts;
        var severity = _pace.Of(verdict, elapsed);
        if (severity == Severity.Info || !same)
            _reporter.Report(Progress(verdict, same ? "still " : "") with { Severity = severity });
    }

    private static RolloutProgress Progress(RolloutJudge.Verdict verdict, string still)
    {
        var done = verdict.Readiness.State == ReadinessState.Ready;
        // A pod that starts fails its probes for a moment: worth mentioning only while nothing else changes.
        var words = still.Length == 0 && verdict.OnlyProbesFail ? verdict.Readiness.Reason : verdict.WaitsFor;
        var counts = verdict.Counts is { } known ? $"{known.Words}" : null;
        var waits = done ? null : $"{still}waiting: {words}";
        return new RolloutProgress(
            Severity.Info,
            $"{verdict.Workload.Display}: {string.Join(", ", new[] { counts, waits }.OfType<string>())}",
            verdict.Workload,
            verdict.Counts,
            verdict.WaitsFor,
            verdict.Cause
        );
    }

    private async Task ThrowIfFailedAsync(CancellationToken cancellation)
    {
        var failed = _standings
            .Values.Where(s => s.Verdict.Faults.Any(f => f.Fault.IsFatal))
            .Select(s => s.Verdict)
            .ToList();
        if (failed.Count > 0)
            throw new RolloutFailedException(
                await FaultsAsync(failed, cancellation).ConfigureAwait(false),
                Where(failed)
            );
    }

    private async Task ThrowIfLateAsync(
        RolloutTimeouts timeouts,
        TimeSpan elapsed,
        CancellationToken cancellation
    )
    {
        var total = elapsed >= timeouts.Total;
        var late = _standings
            .Values.Where(s => s.Verdict.Readiness.State != ReadinessState.Ready)
            .Where(s => total || _cluster.Time.GetElapsedTime(s.Since) >= timeouts.Workload)
            .Select(s => s.Verdict)
            .ToList();
        if (late.Count > 0)
            throw new RolloutTimedOutException(
                total ? timeouts.Total : timeouts.Workload,
                [.. late.Select(v => Progress(v, ""))],
                await FaultsAsync(late, cancellation).ConfigureAwait(false),
                Where(late)
            );
    }

    private async Task<IReadOnlyList<RolloutFault>> FaultsAsync(
        IReadOnlyList<RolloutJudge.Verdict> verdicts,
        CancellationToken cancellation
    )
    {
        var faults = await FailureLogs.OfAsync(_cluster, verdicts, cancellation).ConfigureAwait(false);
        foreach (var fault in faults)
            _reporter.Report(new PodFailed(fault));
        return faults;
    }

    private string Where(IReadOnlyList<RolloutJudge.Verdict> verdicts) =>
        $"namespace {string.Join(", ", verdicts.Select(v => v.Workload.Namespace).Distinct())} "
        + $"of {_cluster.Address}";

    private async Task NewsAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(limit, _cluster.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            await _feed.News.WaitToReadAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return;
        }
        while (_feed.News.TryRead(out var next))
            Take(next);
    }

    private void Take((ResourceName Resource, WatchEvent News) next)
    {
        if (next.News.Type == WatchEventType.Synced)
            _unsynced--;
        else
            _changed.UnionWith(_picture.Take(next.News, live: _unsynced == 0));
    }

    private sealed record Standing(RolloutJudge.Verdict Verdict, long Since, bool OldNewsCount);
}
