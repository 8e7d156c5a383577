using System.ComponentModel.DataAnnotations;

namespace User.Settings;

/// <summary>Limits on guessing passwords.</summary>
internal sealed class LockOutSettings
{
    /// <summary>Wrong passwords allowed per e-mail address.</summary>
    [Range(1, 1000)]
    public int Failures { get; init; } = 5;

    /// <summary>How long they are counted, from the first one.</summary>
    [Range(0.01, 1440)]
    public double Minutes { get; init; } = 15;

    public TimeSpan Period => TimeSpan.FromMinutes(Minutes);
}
