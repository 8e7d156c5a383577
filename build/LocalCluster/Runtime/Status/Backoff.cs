namespace LocalCluster.Runtime.Status;

/// <summary>
/// The waiting times of the kubelet: ten seconds, doubled each time, five minutes at most. Pure.
/// </summary>
internal static class Backoff
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    /// <summary>After a run this long a crash counts as the first one again.</summary>
    public static TimeSpan Healthy { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Before the pull that follows this many failed ones.</summary>
    public static TimeSpan Pull(int failures) => Doubled(failures - 1);

    /// <summary>Before the restart that follows this many crashes; the first restart comes at once.</summary>
    public static TimeSpan Restart(int crashes) => crashes < 2 ? TimeSpan.Zero : Doubled(crashes - 2);

    private static TimeSpan Doubled(int times)
    {
        var span = s_first * Math.Pow(2, Math.Clamp(times, 0, 10));
        return span < s_longest ? span : s_longest;
    }
}
