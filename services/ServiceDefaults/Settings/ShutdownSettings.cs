using System.ComponentModel.DataAnnotations;

namespace ServiceDefaults.Settings;

/// <summary>
/// How long a service takes to stop. Both together must stay below the pod's
/// <c>terminationGracePeriodSeconds</c>.
/// </summary>
internal sealed class ShutdownSettings
{
    /// <summary>How long requests are still accepted after SIGTERM, until load balancers have noticed.</summary>
    [Range(0d, 300d)]
    public double DrainSeconds { get; init; } = 5;

    /// <summary>How long requests in flight may then take to finish.</summary>
    [Range(0d, 300d)]
    public double FinishSeconds { get; init; } = 20;

    public TimeSpan Drain => TimeSpan.FromSeconds(DrainSeconds);

    public TimeSpan Finish => TimeSpan.FromSeconds(FinishSeconds);
}
