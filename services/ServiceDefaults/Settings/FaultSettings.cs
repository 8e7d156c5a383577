using System.ComponentModel.DataAnnotations;

namespace ServiceDefaults.Settings;

/// <summary>
/// Deliberate faults, to rehearse a release that goes wrong. None by default.
/// </summary>
internal sealed class FaultSettings
{
    /// <summary>Share of requests answered with 500, from 0 to 1.</summary>
    [Range(0d, 1d)]
    public double ErrorRate { get; init; }

    /// <summary>Delay added to every response.</summary>
    [Range(0d, 60_000d)]
    public double LatencyMilliseconds { get; init; }

    /// <summary>Whether the process exits before it listens.</summary>
    public bool CrashAtStart { get; init; }

    public TimeSpan Latency => TimeSpan.FromMilliseconds(LatencyMilliseconds);
}
