using System.Text.Json.Nodes;

namespace LocalCluster.Api.Metrics;

/// <summary>Knows what runs and what it uses; implemented by the pods' runtime.</summary>
internal interface IUsageMeter
{
    /// <summary>What a pod's containers use; null where nothing has been measured yet.</summary>
    PodUsage? Of(JsonObject pod);

    /// <summary>What the node uses; null where nothing has been measured yet.</summary>
    Measurement? OfNode();

    /// <summary>Measures until cancelled.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>An amount of the resources that are measured.</summary>
/// <param name="Cores">Processor time per time.</param>
/// <param name="Bytes">Memory.</param>
internal readonly record struct Usage(decimal Cores, decimal Bytes)
{
    public static Usage operator +(Usage a, Usage b) => new(a.Cores + b.Cores, a.Bytes + b.Bytes);
}

/// <summary>A measurement that ended at a time and averages the processor over a window before it.</summary>
internal sealed record Measurement(DateTimeOffset At, TimeSpan Window, Usage Usage);

/// <summary>What the running containers of a pod use, by their names.</summary>
internal sealed record PodUsage(
    DateTimeOffset At,
    TimeSpan Window,
    IReadOnlyDictionary<string, Usage> Containers
);
