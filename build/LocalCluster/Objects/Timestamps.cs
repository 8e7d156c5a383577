using System.Globalization;

namespace LocalCluster.Objects;

/// <summary>Times in the API's form.</summary>
internal static class Timestamps
{
    /// <summary>Now, for example <c>2026-11-20T22:23:29Z</c>.</summary>
    public static string Seconds(TimeProvider time) => Seconds(time.GetUtcNow());

    public static string Seconds(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
