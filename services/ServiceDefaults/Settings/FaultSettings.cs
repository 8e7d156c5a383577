namespace ServiceDefaults.Settings;

/// <summary>
/// Faults that a service shows on purpose, so that a release of it can be rehearsed going wrong.
/// </summary>
/// <param name="ErrorRate">The share of requests answered with 500, from 0 to 1.</param>
/// <param name="Latency">By how much every answer is delayed.</param>
/// <param name="CrashAtStart">Whether the process ends before it listens.</param>
internal sealed record FaultSettings(double ErrorRate, TimeSpan Latency, bool CrashAtStart)
{
    public bool AffectRequests => ErrorRate > 0 || Latency > TimeSpan.Zero;

    public static FaultSettings Read(SettingsReader settings) =>
        new(
            settings.Number("Faults:ErrorRate", 0, 1),
            settings.Milliseconds("Faults:LatencyMilliseconds", 0, 60_000),
            settings.Switch("Faults:CrashAtStart")
        );
}
