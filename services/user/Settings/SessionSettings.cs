using System.ComponentModel.DataAnnotations;

namespace User.Settings;

/// <summary>The sessions of those who logged in.</summary>
internal sealed class SessionSettings
{
    /// <summary>From a login to the end of its session.</summary>
    [Range(1d, 525_600d)]
    public double LifetimeMinutes { get; init; } = 720;

    public TimeSpan Lifetime => TimeSpan.FromMinutes(LifetimeMinutes);
}
