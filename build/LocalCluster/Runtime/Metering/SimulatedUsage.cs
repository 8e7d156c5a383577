using System.Text.Json.Nodes;
using LocalCluster.Api.Metrics;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Metering;

/// <summary>
/// What pods of a rehearsal use, per container: the quantities in their annotations
/// <c>sim.slipway.dev/cpu</c> and <c>sim.slipway.dev/memory</c>. Pods without them are not measured.
/// </summary>
internal sealed class SimulatedUsage(ClusterView view, TimeProvider time) : IUsageMeter
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(15);

    public PodUsage? Of(JsonObject pod)
    {
        var (cpu, memory) = (Amount(pod, "cpu"), Amount(pod, "memory"));
        var running = RunningContainers.Of(pod).ToList();
        if ((cpu ?? memory) is null || running.Count == 0)
            return null;
        var usage = new Usage(cpu ?? 0, memory ?? 0);
        return new PodUsage(time.GetUtcNow(), s_window, running.ToDictionary(c => c.Name, _ => usage));
    }

    public Measurement OfNode() =>
        new(
            time.GetUtcNow(),
            s_window,
            view.List(Kinds.Pod)
                .SelectMany(pod => Of(pod)?.Containers.Values ?? [])
                .Aggregate(new Usage(), (sum, usage) => sum + usage)
        );

    /// <summary>The annotations are read on demand.</summary>
    public async Task RunAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.Infinite, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static decimal? Amount(JsonObject pod, string resource) =>
        Quantity.TryParse(pod.Annotation("sim.slipway.dev/" + resource), out var quantity)
            ? quantity.Value
            : null;
}
