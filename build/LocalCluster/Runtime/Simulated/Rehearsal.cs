using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

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
/// <param name="SandboxError"><c>sandbox-error</c>: why the pod's network cannot be set up; null when it
/// can.</param>
/// <param name="StopsAfter"><c>stops-after</c>: from the request to stop to the end.</param>
internal sealed record Rehearsal(
    TimeSpan? ReadyAfter,
    TimeSpan? ExitAfter,
    int ExitCode,
    string? PullError,
    string? SandboxError,
    TimeSpan StopsAfter
)
{
    private const string Prefix = "sim.slipway.dev/";

    /// <param name="pod">The pod.</param>
    /// <param name="runsOn">Whether the container is one that is not expected to end by itself.</param>
    public static Rehearsal Of(JsonObject pod, bool runsOn)
    {
        var ready = pod.Annotation(Prefix + "ready-after");
        var code = Number(pod.Annotation(Prefix + "exit-code"));
        var exit =
            pod.Annotation(Prefix + "exit-after") is { } after ? Durations.ParseSeconds(after)
            : code is not null || !runsOn ? TimeSpan.Zero
            : (TimeSpan?)null;
        return new Rehearsal(
            ready == "never" ? null : Durations.ParseSeconds(ready) ?? TimeSpan.Zero,
            exit,
            code ?? 0,
            pod.Annotation(Prefix + "pull-error"),
            pod.Annotation(Prefix + "sandbox-error"),
            Durations.ParseSeconds(pod.Annotation(Prefix + "stops-after")) ?? TimeSpan.Zero
        );
    }

    private static int? Number(string? text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
