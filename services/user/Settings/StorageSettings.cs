using System.ComponentModel.DataAnnotations;

namespace User.Settings;

/// <summary>Settings of calls to MySQL and Redis.</summary>
internal sealed class StorageSettings
{
    /// <summary>Timeout of one call, including retries.</summary>
    [Range(100d, 20_000d)]
    public double TimeoutMilliseconds { get; init; } = 2000;

    public TimeSpan Timeout => TimeSpan.FromMilliseconds(TimeoutMilliseconds);
}
