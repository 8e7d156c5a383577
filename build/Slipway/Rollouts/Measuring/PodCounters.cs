namespace Slipway.Rollouts.Measuring;

/// <summary>What one pod has counted since its process started.</summary>
/// <param name="Requests">Its requests; null while it shows no request metric.</param>
/// <param name="Started">When its process started, in seconds since 1970, where it says so.</param>
/// <param name="Instance">
/// OpenTelemetry's <c>service.instance.id</c>, by default a new one in each process; null where it has none.
/// </param>
public sealed record PodCounters(RequestCounts? Requests, double? Started = null, string? Instance = null)
{
    // Some exporters compute the start from the uptime, and then it wavers by fractions of a second.
    private const double SameStart = 1;

    /// <summary>Reads a pod's metrics.</summary>
    /// <exception cref="FormatException">The text is malformed, or a counter's value is not a count.</exception>
    public static PodCounters Parse(string metrics)
    {
        var samples = PrometheusText.Parse(metrics);
        var start = samples.FirstOrDefault(sample => sample.Name == "process_start_time_seconds");
        var target = samples.FirstOrDefault(sample => sample.Name == "target_info");
        var instance = target?.Label("service_instance_id");
        return new PodCounters(
            RequestMetrics.Read(samples),
            start?.Value,
            string.IsNullOrEmpty(instance) ? null : instance
        );
    }

    /// <summary>
    /// What was counted since an earlier reading of the same pod. Where the process is a new one, or a
    /// counter went down, counting began again at zero, and then everything shown is new.
    /// </summary>
    public RequestCounts Since(PodCounters earlier)
    {
        var now = Requests ?? RequestCounts.None;
        var before = earlier.Requests ?? RequestCounts.None;
        var isNewProcess =
            Math.Abs(Started - earlier.Started ?? 0) > SameStart
            || Instance is not null && earlier.Instance is not null && Instance != earlier.Instance;
        return isNewProcess || now.IsBehind(before) ? now : now - before;
    }
}
