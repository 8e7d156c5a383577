namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>What both tracks served during the same time.</summary>
/// <param name="Stable">By all pods of stable.</param>
/// <param name="Canary">By all pods of the canary.</param>
public sealed record TrackWindow(RequestCounts Stable, RequestCounts Canary)
{
    /// <summary>Nothing was served.</summary>
    public static TrackWindow Empty { get; } = new(RequestCounts.None, RequestCounts.None);

    /// <summary>
    /// What was served from one reading to the next. A pod that is seen for the first time gives a baseline
    /// and counts from the next reading on: it is unknown when it counted what it shows.
    /// </summary>
    public static TrackWindow Between(MetricReading earlier, MetricReading later)
    {
        var window = Empty;
        foreach (var (pod, counters) in later.Pods)
        {
            if (!earlier.Pods.TryGetValue(pod, out var before))
                continue;
            var served = counters.Since(before);
            window =
                pod.Track == Track.Stable
                    ? window with
                    {
                        Stable = window.Stable + served,
                    }
                    : window with
                    {
                        Canary = window.Canary + served,
                    };
        }
        return window;
    }

    /// <summary>Both together.</summary>
    public static TrackWindow operator +(TrackWindow one, TrackWindow other) =>
        new(one.Stable + other.Stable, one.Canary + other.Canary);
}
