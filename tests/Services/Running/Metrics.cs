using System.Globalization;

namespace Running;

/// <summary>Reads what a service exports at <c>/metrics</c>.</summary>
internal static class Metrics
{
    /// <summary>The requests that it counted with all of these labels, for example <c>http_route="/"</c>.</summary>
    public static async Task<double> RequestsAsync(this RunningService service, params string[] labels) =>
        await service.SumAsync("http_server_request_duration_seconds_count", labels);

    /// <summary>A metric, summed over all series that have all of these labels.</summary>
    public static async Task<double> SumAsync(
        this RunningService service,
        string metric,
        params string[] labels
    )
    {
        var text = await service.GetStringAsync("/metrics");
        return text.Split('\n')
            .Where(line =>
                line.StartsWith(metric + "{", StringComparison.Ordinal) && labels.All(line.Contains)
            )
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
