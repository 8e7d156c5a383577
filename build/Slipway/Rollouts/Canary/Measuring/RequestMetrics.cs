using System.Globalization;

namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>
/// Finds a pod's requests among its metrics, by the <see cref="RequestConvention"/>s of HTTP and of gRPC. A pod that
/// serves both is judged by both, and one that shows a request twice counts it once.
/// </summary>
public static class RequestMetrics
{
    /// <summary>What a service must expose for its canary to be judged.</summary>
    public const string Expected = "http_requests_total or http_server_request_duration_seconds";

    // The kubelet's probes and our own scrapes are not users; counted in, they would thin out real failures.
    private static readonly HashSet<string> s_unasked = new(StringComparer.OrdinalIgnoreCase)
    {
        "health",
        "healthz",
        "healthcheck",
        "health-check",
        "alive",
        "livez",
        "readyz",
        "startupz",
        "metrics",
        "grpc.health.v1.Health",
    };

    private static readonly string[] s_routeLabels =
    [
        "http_route",
        "route",
        "endpoint",
        "handler",
        "path",
        "uri",
    ];

    /// <summary>
    /// A pod's requests since its process started; null where it shows no request metric (yet).
    /// </summary>
    /// <exception cref="FormatException">
    /// A counter's value is not a count, or nothing tells failed requests from others.
    /// </exception>
    public static RequestCounts? Read(IReadOnlyList<MetricSample> samples)
    {
        var grpc = Shown(samples, RequestConvention.Grpc);
        var http = Shown(samples, RequestConvention.Http);
        var calls = grpc is null ? null : Read(grpc, samples, status => GrpcStatus.IsFailure(status));
        if (http is null)
            return calls;

        // A gRPC call is an HTTP request too, and some servers show it as both.
        var methods = grpc is null
            ? []
            : Named(samples, grpc.Counter).Select(GrpcStatus.PathOf).OfType<string>().ToHashSet();
        var others = samples.Where(sample => !methods.Contains(RouteOf(sample) ?? "")).ToList();
        var requests = Read(http, others, status => status.StartsWith('5'));
        return calls is null ? requests : requests + calls;
    }

    private static RequestConvention? Shown(
        IReadOnlyList<MetricSample> samples,
        IReadOnlyList<RequestConvention> conventions
    ) => conventions.FirstOrDefault(convention => samples.Any(sample => sample.Name == convention.Counter));

    private static RequestCounts Read(
        RequestConvention convention,
        IReadOnlyList<MetricSample> samples,
        Func<string, bool> isFailure
    )
    {
        var all = Named(samples, convention.Counter);
        if (all.Count > 0 && all.All(sample => !TellsOutcome(convention, sample)))
            throw new FormatException(
                $"{convention.Counter} has no label '{convention.StatusLabels[0]}', so failed requests cannot be counted."
            );
        var asked = samples.Where(sample => !IsUnasked(sample)).ToList();
        var requests = Named(asked, convention.Counter);
        var failed = requests.Where(request => IsFailed(convention, request, isFailure));
        return new RequestCounts(Sum(requests), Sum(failed), Durations(asked, convention));
    }

    private static bool TellsOutcome(RequestConvention convention, MetricSample sample) =>
        convention.StatusOf(sample).Length > 0 || sample.Label("error_type").Length > 0;

    // Without a status there was no answer; then the type of the error says that there was one.
    private static bool IsFailed(
        RequestConvention convention,
        MetricSample sample,
        Func<string, bool> isFailure
    )
    {
        var status = convention.StatusOf(sample);
        return status.Length > 0
            ? isFailure(status) || GrpcStatus.IsFailure(sample)
            : sample.Label("error_type").Length > 0;
    }

    private static Histogram Durations(List<MetricSample> samples, RequestConvention convention)
    {
        var counts = Named(samples, convention.Histogram + "_bucket")
            .GroupBy(bucket => Bound(bucket.Label("le"), convention.SecondsPerUnit))
            .OrderBy(bound => bound.Key)
            .Select(bound => new Bucket(bound.Key, Sum(bound)))
            .ToList();
        if (counts.Count == 0)
            return Histogram.Empty;
        if (!double.IsPositiveInfinity(counts[^1].Bound))
            throw new FormatException($"{convention.Histogram}_bucket has no le=\"+Inf\".");
        return new Histogram(counts[..^1], counts[^1].Count);
    }

    private static List<MetricSample> Named(IEnumerable<MetricSample> samples, string name) =>
        [.. samples.Where(sample => sample.Name == name)];

    private static bool IsUnasked(MetricSample sample)
    {
        var path = RouteOf(sample) ?? GrpcStatus.PathOf(sample) ?? "";
        return s_unasked.Contains(path.TrimStart('/').Split('/')[0]);
    }

    // Route templates come with and without their first slash.
    private static string? RouteOf(MetricSample sample) =>
        s_routeLabels.Select(sample.Label).FirstOrDefault(route => route.Length > 0) is { } route
            ? "/" + route.TrimStart('/')
            : null;

    private static long Sum(IEnumerable<MetricSample> samples) =>
        samples.Sum(sample =>
            sample.Value is >= 0 and < long.MaxValue
                ? (long)Math.Round(sample.Value)
                : throw new FormatException($"{sample.Name} is {sample.Value}, which is not a count.")
        );

    // Rounded, so that 5 ms is the same bound as 0.005 s.
    private static double Bound(string le, double secondsPerUnit) =>
        le is "+Inf" ? double.PositiveInfinity
        : double.TryParse(le, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound)
            ? Math.Round(bound * secondsPerUnit, 9)
        : throw new FormatException($"A bucket's bound le=\"{le}\" is not a number.");
}
