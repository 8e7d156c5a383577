using System.Globalization;
using System.Text;

namespace ServiceDefaults.Metrics;

/// <summary>Writes metrics in the Prometheus text exposition format, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Render(RequestMetrics metrics)
    {
        var text = new StringBuilder();
        Head(text, "http_requests_total", "counter", "Requests answered, probes and metrics aside.");
        foreach (var (kind, count) in metrics.Counts)
        {
            var labels =
                Label("method", kind.Method)
                + ","
                + Label("route", kind.Route)
                + ","
                + Label("status", kind.Status.ToString(CultureInfo.InvariantCulture));
            Sample(text, "http_requests_total", labels, count);
        }
        Head(text, "http_request_duration_seconds", "histogram", "From a request to the end of its answer.");
        foreach (var (route, histogram) in metrics.Durations)
            Render(text, "http_request_duration_seconds", Label("route", route), histogram);
        Head(text, "process_start_time_seconds", "gauge", "When the process started, in Unix time.");
        Sample(text, "process_start_time_seconds", "", metrics.ProcessStart.ToUnixTimeMilliseconds() / 1000d);
        return text.ToString();
    }

    private static void Render(StringBuilder text, string name, string labels, Histogram histogram)
    {
        var (cumulative, sum) = histogram.Read();
        foreach (var (bound, count) in RequestMetrics.Bounds.Append(double.PositiveInfinity).Zip(cumulative))
            Sample(text, $"{name}_bucket", $"{labels},{Label("le", Number(bound))}", count);
        Sample(text, $"{name}_sum", labels, sum);
        Sample(text, $"{name}_count", labels, cumulative[^1]);
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ")
            .Append(name)
            .Append(' ')
            .Append(help)
            .Append('\n')
            .Append("# TYPE ")
            .Append(name)
            .Append(' ')
            .Append(type)
            .Append('\n');

    private static void Sample(StringBuilder text, string name, string labels, double value) =>
        text.Append(name)
            .Append(labels.Length == 0 ? "" : $"{{{labels}}}")
            .Append(' ')
            .Append(Number(value))
            .Append('\n');

    private static string Label(string name, string value) =>
        $"{name}=\"{value.Replace(@"\", @"\\").Replace("\"", "\\\"").Replace("\n", @"\n")}\"";

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
