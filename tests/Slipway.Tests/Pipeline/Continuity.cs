using System.Collections.Concurrent;
using System.Text.Json;
using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>
/// Follows how many pods a Service has, from the moment on when it has all of them: its EndpointSlices come a little
/// after the pods of a Deployment are ready.
/// </summary>
internal sealed class Continuity : IAsyncDisposable
{
    private const int Pods = 3;

    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _serving = new();
    private readonly Dictionary<string, int> _ready = [];
    private readonly Task _watching;

    private Continuity(Stage stage, string service) => _watching = WatchAsync(stage, service);

    /// <summary>What was seen, for whoever reads a failure: each slice's addresses.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    /// <summary>The fewest ready pods that the Service had at any moment.</summary>
    public int Fewest { get; private set; } = int.MaxValue;

    /// <summary>Returns when the Service has all pods of <see cref="Shop.Service"/>.</summary>
    public static async Task<Continuity> WatchedAsync(Stage stage, string service)
    {
        var continuity = new Continuity(stage, service);
        await continuity._serving.Task.WaitAsync(Stage.Stop);
        return continuity;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task WatchAsync(Stage stage, string service)
    {
        var slices = stage.Cluster.WatchAsync(
            "discovery.k8s.io/v1",
            "EndpointSlice",
            stage.Namespace,
            new ObjectSelector($"kubernetes.io/service-name={service}"),
            _end.Token
        );
        await foreach (var news in slices)
        {
            if (news.Object is { } seen)
                Seen.Enqueue($"{news.Type} {seen.Name} {seen.At("endpoints")}");
            if (news.Object is { } slice)
                _ready[slice.Name] = news.Type == WatchEventType.Deleted ? 0 : Ready(slice);
            var ready = _ready.Values.Sum();
            if (ready == Pods)
                _serving.TrySetResult();
            if (_serving.Task.IsCompleted)
                Fewest = Math.Min(Fewest, ready);
        }
    }

    private static int Ready(KubeObject slice) =>
        slice.At("endpoints") is { ValueKind: JsonValueKind.Array } endpoints
            ? endpoints
                .EnumerateArray()
                .Count(e => e.GetProperty("conditions").GetProperty("ready").GetBoolean())
            : 0;
}
