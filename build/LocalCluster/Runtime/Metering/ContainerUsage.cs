using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Api.Metrics;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Metering;

/// <summary>Measures containers, and the machine, every ten seconds.</summary>
internal sealed class ContainerUsage(ClusterView view, IUsageSource source, TimeProvider time) : IUsageMeter
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(5);
    private volatile Snapshot _last = new(ImmutableDictionary<(string, string), Reading>.Empty, null);

    public PodUsage? Of(JsonObject pod)
    {
        var readings = _last.Containers;
        var measured = RunningContainers
            .Of(pod)
            .Select(c => (c.Name, Last: readings.GetValueOrDefault((pod.Uid(), c.Name))?.Last))
            .Where(c => c.Last is not null)
            .ToList();
        return measured.Count == 0
            ? null
            : new PodUsage(
                measured.Max(c => c.Last!.At),
                measured.Max(c => c.Last!.Window),
                measured.ToDictionary(c => c.Name, c => c.Last!.Usage)
            );
    }

    public Measurement? OfNode() => _last.Machine?.Last;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_pause, time);
        do Measure();
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private void Measure()
    {
        var now = time.GetUtcNow();
        var running = view.List(Kinds.Pod)
            .SelectMany(pod => RunningContainers.Of(pod).Select(c => (Key: (pod.Uid(), c.Name), c.Since)))
            .ToList();
        var look = running.Count == 0 ? null : source.Look();
        var readings = ImmutableDictionary.CreateBuilder<(string, string), Reading>();
        foreach (var (key, since) in running)
        {
            if (look!(key.Item1, key.Name) is not { } used)
                continue;
            var known = _last.Containers.GetValueOrDefault(key);
            var before = known?.At >= since ? known : new Reading(since, TimeSpan.Zero, null);
            readings[key] = before.Next(now, used.Cpu, used.Bytes);
        }
        var machine =
            ProcessTable.Machine() is { } cpu && ProcessTable.UsedMemory() is { } memory
                ? (_last.Machine ?? new Reading(now, cpu, null)).Next(now, cpu, memory)
                : null;
        _last = new Snapshot(readings.ToImmutable(), machine);
    }

    private sealed record Snapshot(
        ImmutableDictionary<(string Pod, string Container), Reading> Containers,
        Reading? Machine
    );

    /// <summary>How much processor time there was at a time, and what was measured up to then.</summary>
    private sealed record Reading(DateTimeOffset At, TimeSpan Cpu, Measurement? Last)
    {
        public Reading Next(DateTimeOffset now, TimeSpan cpu, long bytes)
        {
            var window = now - At;
            // Over too short a time a few ticks would look like much.
            if (window < s_shortest)
                return this;
            // What was executed in a container and has ended takes its time with it.
            var cores = (decimal)Math.Max(0, (cpu - Cpu) / window);
            return new Reading(now, cpu, new Measurement(now, window, new Usage(cores, bytes)));
        }
    }
}
