using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Pods;

/// <summary>What the workers of one node share.</summary>
internal sealed record NodeServices(
    string Name,
    string Address,
    ClusterView View,
    EventRecorder Events,
    IContainerRuntime Runtime,
    TimeProvider Time,
    Action<string> Log
);

/// <summary>
/// What the workers of one pod share: its latest state, its address, and how and when it ends.
/// </summary>
internal sealed class PodContext(NodeServices node, JsonObject pod, string address) : IDisposable
{
    private static readonly TimeSpan s_unlisting = TimeSpan.FromSeconds(5);

    /// <summary>
    /// For connections that were made just before: their requests must reach the program first.
    /// </summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly TaskCompletionSource _endAsked = NewPoke();
    private volatile JsonObject _pod = pod;
    private volatile TaskCompletionSource _poke = NewPoke();
    private ITimer? _limit;

    public NodeServices Node { get; } = node;

    public string Address { get; } = address;

    /// <summary>The pod as last seen.</summary>
    public JsonObject Pod
    {
        get => _pod;
        set
        {
            _pod = value;
            Poke();
        }
    }

    /// <summary>The pod is to end, within its grace period.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Ends when the pod is to end.</summary>
    public Task EndAsked => _endAsked.Task;

    /// <summary>The pod is to end now.</summary>
    public CancellationToken Aborting => _aborting.Token;

    /// <summary>How long its containers may take to end.</summary>
    public TimeSpan Grace { get; private set; }

    /// <summary>When they must have ended.</summary>
    public DateTimeOffset EndsBy { get; private set; }

    /// <summary>The default grace period of containers.</summary>
    public TimeSpan UsualGrace =>
        TimeSpan.FromSeconds(Pod.Number("spec", "terminationGracePeriodSeconds") ?? 30);

    /// <summary>Ends when something that the pod depends on may have changed.</summary>
    public Task Poked => _poke.Task;

    public void Poke()
    {
        var poked = _poke;
        _poke = NewPoke();
        poked.TrySetResult();
    }

    public void End(TimeSpan grace)
    {
        Grace = grace;
        EndsBy = Node.Time.GetUtcNow() + grace;
        _ending.Cancel();
        _endAsked.TrySetResult();
        Poke();
    }

    /// <summary>Shortens what is left of the grace period.</summary>
    public void AbortAfter(TimeSpan longest)
    {
        if (longest <= TimeSpan.Zero)
            _aborting.Cancel();
        else
            _limit = Node.Time.CreateTimer(_ => _aborting.Cancel(), null, longest, Timeout.InfiniteTimeSpan);
    }

    public void Abort()
    {
        _aborting.Cancel();
        End(TimeSpan.Zero);
    }

    public void Normal(string reason, string message, string? container = null) =>
        Node.Events.Normal(EventSource.Kubelet(Node.Name), Kinds.Pod, Pod, reason, message, Path(container));

    public void Warning(string reason, string message, string? container = null) =>
        Node.Events.Warning(EventSource.Kubelet(Node.Name), Kinds.Pod, Pod, reason, message, Path(container));

    /// <summary>
    /// Waits for a while, or until something that the pod depends on may have changed, or it ends.
    /// </summary>
    /// <exception cref="OperationCanceledException">The pod, or what waits, is to end.</exception>
    public async Task PauseAsync(TimeSpan span, bool orPoke = false, Task? stop = null)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(Ending);
        var delay = Task.Delay(span, Node.Time, waiting.Token);
        var first = await Task.WhenAny([delay, .. orPoke ? [Poked] : Array.Empty<Task>(), stop ?? EndAsked]);
        await waiting.CancelAsync();
        if (Ending.IsCancellationRequested || stop is { IsCompleted: true })
            throw new OperationCanceledException();
        await first;
    }

    /// <summary>
    /// Waits until no Service sends new connections to the pod, so that stopping it breaks none; for five
    /// seconds at most. A pod that no Service had is not waited for.
    /// </summary>
    public async Task UnlistedAsync(CancellationToken cancellationToken)
    {
        if (!Node.Runtime.TakesTraffic || !WasListed())
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = Node.Time.CreateTimer(
            _ => limit.Cancel(),
            null,
            s_unlisting,
            Timeout.InfiniteTimeSpan
        );
        try
        {
            for (var poked = Poked; IsListed(); poked = Poked)
                await poked.WaitAsync(limit.Token);
            await Task.Delay(s_settling, Node.Time, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The finalizer will never be removed; the pod must end nevertheless.
        }
    }

    private bool IsListed() => Endpoints().Any(endpoint => endpoint.Flag("conditions", "ready"));

    /// <summary>Whether it is still among the endpoints, be it as one that ends.</summary>
    private bool WasListed() => Endpoints().Any();

    private IEnumerable<JsonObject> Endpoints() =>
        Node
            .View.List(Kinds.EndpointSlice, Pod.NamespaceName())
            .SelectMany(slice => slice.Items("endpoints"))
            .Where(endpoint => endpoint.Text("targetRef", "uid") == Pod.Uid());

    public void Dispose()
    {
        _limit?.Dispose();
        _ending.Dispose();
        // Not disposed: the timer may be just about to cancel it, and it holds nothing that needs an end.
        _aborting.Cancel();
    }

    private string? Path(string? container)
    {
        if (container is null)
            return null;
        var isInit = Pod.Items("spec", "initContainers").Any(init => init.Text("name") == container);
        return $"spec.{(isInit ? "initContainers" : "containers")}{{{container}}}";
    }

    private static TaskCompletionSource NewPoke() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
