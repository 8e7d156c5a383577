using System.Globalization;

namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>
/// Finds a pod's requests among its metrics. Two conventions are understood:
/// <c>http_requests_total{status}</c> with <c>http_request_duration_seconds_bucket{le}</c>, and ASP.NET
/// Core's <c>http.server.request.duration</c> as OpenTelemetry exports it to Prometheus. Where a pod shows
/// both, the first is read, so that nothing counts twice.
/// </summary>
public static class RequestMetrics
{
    /// <summary>What a service must show for its canary to be judged.</summary>
    public const string Expected = "http_requests_total or http_server_request_duration_seconds";

    private const string Total = "http_requests_total";
    private const string Duration = "http_request_duration_seconds";
    private const string ServerDuration = "http_server_request_duration_seconds";

    // The kubelet's probes and our own scrapes are no users; counted in, they would thin out real failures.
    private static readonly string[] Unasked = ["/health", "/livez", "/readyz", "/metrics"];

    /// <summary>
    /// A pod's requests since its process started; null where it shows no request metric (yet).
    /// </summary>
    /// <exception cref="FormatException">A counter's value is no count.</exception>
    public static RequestCounts? Read(IReadOnlyList<MetricSample> samples)
    {
        var asked = samples.Where(sample => !IsUnasked(sample)).ToList();
        var conventional = samples.Any(sample => sample.Name == Total);
        if (!conventional && !samples.Any(sample => sample.Name == ServerDuration + "_count"))
            return null;
        var (total, status, duration) = conventional
            ? (Total, "status", Duration)
            : (ServerDuration + "_count", "http_response_status_code", ServerDuration);
        var requests = Named(asked, total);
        var failed = requests.Where(request => request.Label(status).StartsWith('5'));
        return new RequestCounts(Sum(requests), Sum(failed), Durations(asked, duration));
    }

    private static Histogram Durations(List<MetricSample> samples, string name)
    {
        var counts = Named(samples, name + "_bucket")
            .GroupBy(bucket => Bound(bucket.Label("le")))
            .OrderBy(bound => bound.Key)
            .Select(bound => new Bucket(bound.Key, Sum(bound)))
            .ToList();
        if (counts.Count == 0)
            return Histogram.Empty;
        if (!double.IsPositiveInfinity(counts[^1].Bound))
            throw new FormatException($"{name}_bucket has no le=\"+Inf\".");
        return new Histogram(counts[..^1], counts[^1].Count);
    }

    private static List<MetricSample> Named(List<MetricSample> samples, string name) =>
        [.. samples.Where(sample => sample.Name == name)];

    private static bool IsUnasked(MetricSample sample)
    {
        // Route templates come with and without their first slash.
        var route = "/" + (sample.Label("route") + sample.Label("http_route")).TrimStart('/');
        return Unasked.Any(prefix => route.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }

    private static long Sum(IEnumerable<MetricSample> samples) =>
        samples.Sum(sample =>
            sample.Value is >= 0 and < long.MaxValue
                ? (long)Math.Round(sample.Value)
                : throw new FormatException($"{sample.Name} is {sample.Value}, which is no count.")
        );

    private static double Bound(string le) =>
        le is "+Inf" ? double.PositiveInfinity
        : double.TryParse(le, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) ? bound
        : throw new FormatException($"A bucket's bound le=\"{le}\" is no number.");
}
