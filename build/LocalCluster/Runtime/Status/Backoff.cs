namespace LocalCluster.Runtime.Status;

/// <summary>
/// The waiting times of the kubelet: ten seconds, doubled each time, five minutes at most; for volumes half a
/// second, doubled, about two minutes at most. Pure.
/// </summary>
internal static class Backoff
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_firstMount = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longestMount = TimeSpan.FromSeconds(122);

    /// <summary>After a run this long a crash counts as the first one again.</summary>
    public static TimeSpan Healthy { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Before the pull that follows this many failed ones.</summary>
    public static TimeSpan Pull(int failures) => Doubled(failures - 1);

    /// <summary>Before the restart that follows this many crashes; the first restart comes at once.</summary>
    public static TimeSpan Restart(int crashes) => crashes < 2 ? TimeSpan.Zero : Doubled(crashes - 2);

    /// <summary>Before the mount that follows this many failed ones.</summary>
    public static TimeSpan Mount(int failures) => Doubled(failures - 1, s_firstMount, s_longestMount);

    private static TimeSpan Doubled(int times) => Doubled(times, s_first, s_longest);

    private static TimeSpan Doubled(int times, TimeSpan first, TimeSpan longest)
    {
        var span = first * Math.Pow(2, Math.Clamp(times, 0, 10));
        return span < longest ? span : longest;
    }
}
