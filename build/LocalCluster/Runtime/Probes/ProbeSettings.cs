using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Probes;

/// <summary>The timing of a probe (core/v1 Probe), with the API's defaults.</summary>
internal sealed record ProbeSettings(
    TimeSpan InitialDelay,
    TimeSpan Period,
    TimeSpan Timeout,
    int SuccessThreshold,
    int FailureThreshold
)
{
    public static ProbeSettings Of(JsonObject probe) =>
        new(
            TimeSpan.FromSeconds(probe.Number("initialDelaySeconds") ?? 0),
            TimeSpan.FromSeconds(Math.Max(1, probe.Number("periodSeconds") ?? 10)),
            TimeSpan.FromSeconds(Math.Max(1, probe.Number("timeoutSeconds") ?? 1)),
            (int)Math.Max(1, probe.Number("successThreshold") ?? 1),
            (int)Math.Max(1, probe.Number("failureThreshold") ?? 3)
        );
}

/// <summary>The result of one probe.</summary>
/// <param name="Success">Whether it passed.</param>
/// <param name="Message">Why it did not.</param>
internal readonly record struct ProbeResult(bool Success, string Message)
{
    public static ProbeResult Passed { get; } = new(true, "");

    public static ProbeResult Failed(string message) => new(false, message);
}

/// <summary>Counts results in a row; the verdict changes when a threshold is reached. Immutable.</summary>
internal readonly record struct ProbeVerdict(bool IsPassing, int Run, bool LastSuccess)
{
    /// <summary>The verdict after one more result, and whether this result reached its threshold.</summary>
    public (ProbeVerdict Next, bool Reached) After(ProbeResult result, ProbeSettings settings)
    {
        var run = result.Success == LastSuccess ? Run + 1 : 1;
        var reached = run >= (result.Success ? settings.SuccessThreshold : settings.FailureThreshold);
        return (new ProbeVerdict(reached ? result.Success : IsPassing, run, result.Success), reached);
    }
}
