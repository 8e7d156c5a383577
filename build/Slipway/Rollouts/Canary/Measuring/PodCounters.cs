namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>What one pod has counted since its process started.</summary>
/// <param name="Requests">Its requests; null while it shows no request metric.</param>
/// <param name="Started">When its process started, in seconds since 1970, where it says so.</param>
public sealed record PodCounters(RequestCounts? Requests, double? Started = null)
{
    // Some exporters compute the start from the uptime, and then it wavers by fractions of a second.
    private const double SameStart = 1;

    /// <summary>Reads a pod's metrics.</summary>
    /// <exception cref="FormatException">The text is malformed, or a counter's value is no count.</exception>
    public static PodCounters Parse(string metrics)
    {
        var samples = PrometheusText.Parse(metrics);
        var start = samples.FirstOrDefault(sample => sample.Name == "process_start_time_seconds");
        return new PodCounters(RequestMetrics.Read(samples), start?.Value);
    }

    /// <summary>
    /// What was counted since an earlier reading of the same pod. Where the process is a new one, or a
    /// counter went down, counting began again at zero, and then everything shown is new.
    /// </summary>
    public RequestCounts Since(PodCounters earlier)
    {
        var now = Requests ?? RequestCounts.None;
        var before = earlier.Requests ?? RequestCounts.None;
        var restarted = Math.Abs(Started - earlier.Started ?? 0) > SameStart;
        return restarted || now.IsBehind(before) ? now : now - before;
    }
}
