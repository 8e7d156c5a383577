using System.ComponentModel.DataAnnotations;

namespace User.Settings;

/// <summary>How MySQL and Redis are called.</summary>
internal sealed class StorageSettings
{
    /// <summary>How long either may take for one call, retries included.</summary>
    [Range(100d, 20_000d)]
    public double TimeoutMilliseconds { get; init; } = 2000;

    public TimeSpan Timeout => TimeSpan.FromMilliseconds(TimeoutMilliseconds);
}
