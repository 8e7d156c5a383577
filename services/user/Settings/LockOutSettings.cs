using System.ComponentModel.DataAnnotations;

namespace User.Settings;

/// <summary>When guessing of passwords is stopped.</summary>
internal sealed class LockOutSettings
{
    /// <summary>How many wrong passwords an e-mail address may see.</summary>
    [Range(1, 1000)]
    public int Failures { get; init; } = 5;

    /// <summary>For how long they are counted, from the first on.</summary>
    [Range(0.01, 1440)]
    public double Minutes { get; init; } = 15;

    public TimeSpan Period => TimeSpan.FromMinutes(Minutes);
}
