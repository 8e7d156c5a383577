using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Watching;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Logs;

/// <summary>
/// Follows the logs of all pods of the application, of those too that come later, until it is cancelled. A connection that
/// breaks is made again, without a line twice.
/// </summary>
/// <param name="context">What it works with.</param>
public sealed class LogFollower(DeliveryContext context)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private const int MostWaiting = 1000;

    /// <summary>What was written so far in its order, then every line as it comes.</summary>
    /// <param name="choices">Which logs.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ServiceUnknownException">No such service runs.</exception>
    /// <exception cref="ClusterUnreachableException">The API server has not answered for two minutes.</exception>
    public async IAsyncEnumerable<LogLine> RunAsync(
        LogChoices choices,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var before = await new LogQuery(context).ReadAsync(choices, cancellation);
        foreach (var line in before.Lines)
            yield return line;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var lines = Channel.CreateBounded<LogLine>(MostWaiting);
        var following = new Following(context, choices, before, lines.Writer);
        var watching = following.RunAsync(stop.Token);
        try
        {
            // It ends when the watch does, with its error.
            await foreach (var line in lines.Reader.ReadAllAsync(cancellation))
                yield return line;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(watching);
        }
        await watching;
    }

    private sealed class Following(
        DeliveryContext context,
        LogChoices choices,
        LogReading before,
        ChannelWriter<LogLine> lines
    )
    {
        private readonly ConcurrentDictionary<string, Task> _readers = new();
        private readonly ConcurrentDictionary<string, string> _running = new();

        public async Task RunAsync(CancellationToken stop)
        {
            try
            {
                await Task.WhenAll(context.Environment.Namespaces.All.Select(ns => WatchAsync(ns, stop)));
            }
            catch (Exception e)
            {
                lines.TryComplete(e);
                throw;
            }
        }

        private async Task WatchAsync(string ns, CancellationToken stop)
        {
            var query = new LogQuery(context);
            var workloads = await query.WorkloadsAsync(service: null, stop);
            var synced = false;
            await foreach (var news in context.Cluster.WatchAsync("v1", "Pod", ns, null, stop))
            {
                synced |= news.Type == WatchEventType.Synced;
                if (news.Object is not { } pod)
                    continue;
                // A deployment may have brought a workload since.
                if (synced && news.Type == WatchEventType.Added && LogSource.OwnerOf(pod, workloads) is null)
                    workloads = await query.WorkloadsAsync(service: null, stop);
                var sources = LogSource
                    .Of(pod, workloads)
                    .Where(source => choices.Service is null || source.Service == choices.Service)
                    .ToList();
                Note(pod, news.Type == WatchEventType.Deleted ? [] : sources);
                foreach (var source in sources)
                    _ = _readers.GetOrAdd(source.Id, _ => FollowAsync(source, stop));
            }
        }

        private void Note(KubeObject pod, IReadOnlyList<LogSource> sources)
        {
            var uid = pod.Text("metadata", "uid") ?? "";
            foreach (var (id, owner) in _running)
            {
                if (owner == uid && !sources.Any(source => source.Id == id && source.IsRunning))
                    _running.TryRemove(id, out _);
            }
            foreach (var source in sources.Where(source => source.IsRunning))
                _running[source.Id] = uid;
        }

        private async Task FollowAsync(LogSource source, CancellationToken stop)
        {
            try
            {
                var position = before.Positions.GetValueOrDefault(source.Id) ?? new LogPosition();
                await ReadAsync(source, position, stop);
                // A log that ends while its container runs was cut: by the runtime, or by a server that restarts.
                while (_running.ContainsKey(source.Id))
                {
                    await Task.Delay(s_pause, context.Time, stop);
                    await ReadAsync(source, position, stop);
                }
            }
            catch (Exception e)
            {
                lines.TryComplete(e);
            }
        }

        // Where nothing was read of a log that was there, the user's bounds hold; what comes later is read from its beginning.
        private LogRange RangeOf(LogSource source, LogPosition position) =>
            position.Last is null && before.Positions.ContainsKey(source.Id)
                ? new LogRange(
                    choices.Since is { } age ? context.Time.GetUtcNow() - age : null,
                    choices.Tail,
                    Follow: true
                )
                : new LogRange(position.Last, Follow: true);

        private async Task ReadAsync(LogSource source, LogPosition position, CancellationToken stop)
        {
            position.Resume();
            var log = context.Cluster.ReadLogAsync(
                source.Namespace,
                source.Pod,
                source.Container,
                RangeOf(source, position),
                stop
            );
            try
            {
                await foreach (var line in log)
                {
                    if (position.Take(line.Time))
                        await lines.WriteAsync(new LogLine(line.Time, source, line.Text), stop);
                }
            }
            catch (Exception e)
                when (e is ClusterUnreachableException or ApiException { Code: 429 or >= 500 })
            {
                context.Reporter.Detail($"log of pod {source.Pod}: {e.Message}; reading on");
            }
        }
    }
}
