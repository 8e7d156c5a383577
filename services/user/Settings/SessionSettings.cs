using System.ComponentModel.DataAnnotations;

namespace User.Settings;

/// <summary>Settings of sessions.</summary>
internal sealed class SessionSettings
{
    /// <summary>Lifetime of a session.</summary>
    [Range(1d, 525_600d)]
    public double LifetimeMinutes { get; init; } = 720;

    public TimeSpan Lifetime => TimeSpan.FromMinutes(LifetimeMinutes);
}
