using Slipway.Formats;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>A pod of the local cluster.</summary>
internal sealed class ClusterContainer : IRunningContainer
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    // After the grace, for the kubelet to kill it and to say so.
    private static readonly TimeSpan s_aftermath = TimeSpan.FromSeconds(10);

    private readonly Cluster _cluster;
    private readonly KubeObject _pod;
    private readonly CancellationTokenSource _gone = new();
    private readonly Task<IReadOnlyList<string>> _log;
    private bool _deleted;

    private ClusterContainer(Cluster cluster, KubeObject pod, Uri address)
    {
        (_cluster, _pod, Address) = (cluster, pod, address);
        // The log goes with the pod, so it is read along.
        _log = FollowAsync(_gone.Token);
    }

    public Uri Address { get; }

    /// <exception cref="ContainerStartException">The cluster cannot run it.</exception>
    public static async Task<ClusterContainer> StartAsync(
        Cluster cluster,
        KubeObject pod,
        int port,
        TimeSpan longest,
        CancellationToken ct
    )
    {
        var began = cluster.Time.GetTimestamp();
        while (true)
        {
            var found = await cluster.GetAsync(ObjectKey.Of(pod), ct)
                ?? throw new ContainerStartException("its pod was deleted");
            var state = PodState.Of(found);
            if (state.Address is { } address)
                return new ClusterContainer(cluster, pod, new Uri($"http://{address}:{port}"));
            if (state.Obstacle is { } obstacle)
                throw new ContainerStartException(obstacle);
            if (cluster.Time.GetElapsedTime(began) > longest)
                throw new ContainerStartException(
                    $"its pod was not running after {Duration.Format(longest)}"
                );
            await Task.Delay(s_pause, cluster.Time, ct);
        }
    }

    public async Task<int?> ExitCodeAsync(CancellationToken ct) =>
        await _cluster.GetAsync(ObjectKey.Of(_pod), ct) is { } pod ? PodState.Of(pod).ExitCode : null;

    public Task<IReadOnlyList<string>?> UsersAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>?>(null);

    public async Task<int?> EndAsync(TimeSpan grace, CancellationToken ct)
    {
        using var over = new CancellationTokenSource(grace + s_aftermath, _cluster.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, over.Token);
        int? code = null;
        try
        {
            var selector = new ObjectSelector(Fields: $"metadata.name={_pod.Name}");
            await foreach (
                var change in _cluster.WatchAsync("v1", "Pod", _pod.Namespace, selector, either.Token)
            )
            {
                if (change.Type == WatchEventType.Synced)
                    await DeleteAsync(grace, ct);
                if (change.Object is { } pod)
                    code = PodState.Of(pod).ExitCode ?? code;
                if (change.Type == WatchEventType.Deleted)
                    return code;
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // It neither ended nor was it killed.
        }
        return code;
    }

    public async Task<IReadOnlyList<string>> LogAsync(int lines, CancellationToken ct)
    {
        if (!_deleted)
            return await _cluster.LogsAsync(
                _pod.Namespace!,
                _pod.Name,
                ClusterPod.Container,
                lines,
                previous: false,
                ct
            );
        return [.. (await _log).TakeLast(lines)];
    }

    public async ValueTask DisposeAsync()
    {
        await DeleteAsync(TimeSpan.Zero, CancellationToken.None);
        await _gone.CancelAsync();
        await _log;
        _gone.Dispose();
    }

    private async Task DeleteAsync(TimeSpan grace, CancellationToken ct)
    {
        _deleted = true;
        await _cluster.DeleteAsync(ObjectKey.Of(_pod), new DeleteOptions(Grace: grace), ct);
    }

    private async Task<IReadOnlyList<string>> FollowAsync(CancellationToken ct)
    {
        const int kept = 100;
        var lines = new Queue<string>();
        try
        {
            await foreach (
                var line in _cluster.FollowLogsAsync(
                    _pod.Namespace!,
                    _pod.Name,
                    ClusterPod.Container,
                    kept,
                    ct
                )
            )
            {
                lines.Enqueue(line);
                if (lines.Count > kept)
                    lines.Dequeue();
            }
        }
        catch (Exception e)
            when (e
                    is OperationCanceledException
                        or IOException
                        or HttpRequestException
                        or Values.Refusal
                        or ApiException
            )
        {
            // The pod no longer exists; what it wrote until then is here.
        }
        return [.. lines];
    }
}
