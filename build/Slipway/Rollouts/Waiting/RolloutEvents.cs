using System.Threading.Channels;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;
using Slipway.Reporting;

namespace Slipway.Rollouts.Waiting;

/// <summary>One stream of all changes that matter to the rollout of some workloads.</summary>
internal sealed class RolloutEvents : IAsyncDisposable
{
    private readonly Channel<(ResourceName Resource, WatchEvent News)> _news = Channel.CreateUnbounded<(
        ResourceName Resource,
        WatchEvent News
    )>(new UnboundedChannelOptions { SingleReader = true });

    private readonly CancellationTokenSource _end = new();
    private readonly Task _pumps;

    public RolloutEvents(
        Cluster cluster,
        IReadOnlyCollection<(string? Namespace, ResourceName Resource)> sources,
        IReporter reporter
    )
    {
        Sources = sources.Count;
        _pumps = Task.WhenAll(sources.Select(s => PumpAsync(cluster, s.Namespace, s.Resource, reporter)));
    }

    /// <summary>How many streams are merged; each reports once that it has synced.</summary>
    public int Sources { get; }

    public ChannelReader<(ResourceName Resource, WatchEvent News)> News => _news.Reader;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _pumps.ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task PumpAsync(Cluster cluster, string? ns, ResourceName resource, IReporter reporter)
    {
        var synced = false;
        try
        {
            await foreach (
                var news in cluster
                    .WatchAsync(
                        resource.ApiVersion,
                        resource.Kind,
                        ns,
                        resource.Selector is { } fields ? new ObjectSelector(Fields: fields) : null,
                        _end.Token
                    )
                    .ConfigureAwait(false)
            )
            {
                synced |= news.Type == WatchEventType.Synced;
                _news.Writer.TryWrite((resource, news));
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The wait is over.
        }
        catch (Exception e) when (!resource.IsNeeded && e is AccessDeniedException or KindNotServedException)
        {
            if (resource == ResourceName.Event)
                reporter.Info(
                    $"Events of namespace {ns} cannot be read, so a pod that cannot start is explained by its "
                        + "status alone; a Role that may list and watch events would tell more"
                );
            reporter.Detail($"Watching the rollout without {resource.Kind}: {e.Message}");
            // The right to watch may be missing, or be lost, after the list.
            if (!synced)
                _news.Writer.TryWrite((resource, new WatchEvent(WatchEventType.Synced, null)));
        }
        catch (Exception e)
        {
            // Whoever waits must not wait in vain: it gets the exception with its trace.
            _news.Writer.TryComplete(e);
        }
    }
}

/// <summary>A kind that a rollout is seen by.</summary>
/// <param name="ApiVersion">For example <c>apps/v1</c>.</param>
/// <param name="Kind">For example <c>ReplicaSet</c>.</param>
/// <param name="IsNeeded">Whether a rollout cannot be judged without it.</param>
/// <param name="Selector">Which of its objects, as a field selector; null for all.</param>
internal sealed record ResourceName(string ApiVersion, string Kind, bool IsNeeded, string? Selector = null)
{
    // Nodes are in no namespace; their events are here.
    private const string NodeNamespace = "default";

    public static ResourceName Pod { get; } = new("v1", "Pod", true);

    public static ResourceName Event { get; } = new("v1", "Event", false);

    private static ResourceName NodeEvent { get; } = new("v1", "Event", false, "involvedObject.kind=Node");

    /// <summary>The kinds through which the rollout of a workload is seen, and their namespaces.</summary>
    public static IEnumerable<(string? Namespace, ResourceName Resource)> SourcesOf(ObjectKey workload) =>
        For(workload).Select(r => (workload.Namespace, r)).Append((NodeNamespace, NodeEvent));

    /// <summary>The kinds through which the rollout of a kind is seen.</summary>
    private static IEnumerable<ResourceName> For(ObjectKey workload) =>
        [
            new(workload.ApiVersion, workload.Kind, true),
            .. workload.GroupKind switch
            {
                ("apps", "Deployment") => [new ResourceName("apps/v1", "ReplicaSet", true)],
                ("apps", "DaemonSet") => [new ResourceName("apps/v1", "ControllerRevision", false)],
                _ => (ResourceName[])[],
            },
            Pod,
            Event,
        ];
}
