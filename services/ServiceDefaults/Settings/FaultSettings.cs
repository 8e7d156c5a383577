using System.ComponentModel.DataAnnotations;

namespace ServiceDefaults.Settings;

/// <summary>
/// Faults that a service shows on purpose, so that a release of it can be rehearsed going wrong. None by default.
/// </summary>
internal sealed class FaultSettings
{
    /// <summary>The share of requests answered with 500.</summary>
    [Range(0d, 1d)]
    public double ErrorRate { get; init; }

    /// <summary>By how much every answer is delayed.</summary>
    [Range(0d, 60_000d)]
    public double LatencyMilliseconds { get; init; }

    /// <summary>Whether the process ends before it listens.</summary>
    public bool CrashAtStart { get; init; }

    public TimeSpan Latency => TimeSpan.FromMilliseconds(LatencyMilliseconds);
}
