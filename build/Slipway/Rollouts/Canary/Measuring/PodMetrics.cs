using System.Collections.Concurrent;
using Slipway.Values;

namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>Reads the pods' own <c>/metrics</c>, all at once: no monitoring stack is needed.</summary>
/// <param name="pods">Lists the pods of both tracks of a workload that are there now.</param>
/// <param name="read">
/// Fetches a pod's metrics as text, for example through the API server's pod proxy.
/// </param>
/// <param name="patience">A pod that takes longer is left out of this round.</param>
/// <param name="time">The clock.</param>
public sealed class PodMetrics(
    Func<KubeObject, CancellationToken, Task<IReadOnlyList<TrackPod>>> pods,
    Func<KubeObject, TrackPod, CancellationToken, Task<string>> read,
    TimeSpan patience,
    TimeProvider time
) : IMetricSource
{
    /// <inheritdoc/>
    public async Task<MetricsScrape> ReadAsync(KubeObject workload, CancellationToken cancellation)
    {
        var counters = new ConcurrentDictionary<TrackPod, PodCounters>();
        var troubles = new ConcurrentBag<string>();
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        await AttemptAsync("The list of pods", async () =>
        {
            var found = await pods(workload, both.Token);
            await Task.WhenAll(
                found.Select(pod =>
                    AttemptAsync($"pod/{pod.Name}", async () =>
                        counters[pod] = PodCounters.Parse(await read(workload, pod, both.Token))
                    )
                )
            );
        });
        return new MetricsScrape(counters, [.. troubles.Order(StringComparer.Ordinal)]);

        // Whatever the reader throws, it is the source's trouble and says nothing about the canary.
        async Task AttemptAsync(string what, Func<Task> attempt)
        {
            try
            {
                await attempt();
            }
            catch (Exception e)
            {
                cancellation.ThrowIfCancellationRequested();
                troubles.Add(
                    e is OperationCanceledException
                        ? $"{what} timed out after {patience.TotalSeconds:0.#} s"
                        : $"{what} could not be read: {e.Message}"
                );
            }
        }
    }
}
