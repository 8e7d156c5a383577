using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers;

namespace LocalCluster.Runtime.Simulated;

/// <summary>
/// How a pod behaves in a rehearsal, as its annotations <c>sim.slipway.dev/…</c> say. Durations are written
/// like
/// <c>90</c>, <c>90s</c>, <c>1m30s</c> or <c>500ms</c>. Pure.
/// </summary>
/// <param name="ReadyAfter"><c>ready-after</c>: from start to readiness; null for <c>never</c>.</param>
/// <param name="ExitAfter"><c>exit-after</c>: from start to the end; null for a program that runs on.</param>
/// <param name="ExitCode"><c>exit-code</c>: how it ends.</param>
/// <param name="PullError"><c>pull-error</c>: why the image cannot be had; null when it can.</param>
/// <param name="StopsAfter"><c>stops-after</c>: from the request to stop to the end.</param>
internal sealed record Rehearsal(
    TimeSpan? ReadyAfter, TimeSpan? ExitAfter, int ExitCode, string? PullError, TimeSpan StopsAfter)
{
    private const string Prefix = "sim.slipway.dev/";

    /// <param name="pod">The pod.</param>
    /// <param name="runsOn">Whether the container is one that is not expected to end by itself.</param>
    public static Rehearsal Of(JsonObject pod, bool runsOn)
    {
        var ready = pod.Annotation(Prefix + "ready-after");
        var code = Number(pod.Annotation(Prefix + "exit-code"));
        var exit = pod.Annotation(Prefix + "exit-after") is { } after ? Duration(after)
            : code is not null || !runsOn ? TimeSpan.Zero
            : (TimeSpan?)null;
        return new Rehearsal(
            ready == "never" ? null : Duration(ready) ?? TimeSpan.Zero,
            exit, code ?? 0, pod.Annotation(Prefix + "pull-error"),
            Duration(pod.Annotation(Prefix + "stops-after")) ?? TimeSpan.Zero);
    }

    /// <summary>A duration; null when the text is none.</summary>
    public static TimeSpan? Duration(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        var total = TimeSpan.Zero;
        var number = "";
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]) || text[i] == '.')
            {
                number += text[i];
                continue;
            }
            var unit = text.AsSpan(i).StartsWith("ms") ? "ms" : text[i].ToString();
            if (Unit(unit) is not { } size
                || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var count))
                return null;
            total += count * size;
            number = "";
            i += unit.Length - 1;
        }
        return number.Length == 0 ? total : null;
    }

    private static TimeSpan? Unit(string unit) => unit switch
    {
        "h" => TimeSpan.FromHours(1),
        "m" => TimeSpan.FromMinutes(1),
        "s" => TimeSpan.FromSeconds(1),
        "ms" => TimeSpan.FromMilliseconds(1),
        _ => null,
    };

    private static int? Number(string? text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
