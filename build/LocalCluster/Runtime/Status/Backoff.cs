using System.Globalization;

namespace LocalCluster.Runtime.Status;

/// <summary>
/// The waiting times of the kubelet: ten seconds, doubled each time, five minutes at most. Pure.
/// </summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>After a run this long a crash counts as the first one again.</summary>
    public static TimeSpan Healthy { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Before the pull that follows this many failed ones.</summary>
    public static TimeSpan Pull(int failures) => Doubled(failures - 1);

    /// <summary>Before the restart that follows this many crashes; the first restart comes at once.</summary>
    public static TimeSpan Restart(int crashes) => crashes < 2 ? TimeSpan.Zero : Doubled(crashes - 2);

    /// <summary>A duration as Go prints it: <c>10s</c>, <c>1m20s</c>, <c>5m0s</c>.</summary>
    public static string Text(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        var text = (seconds % 60).ToString(CultureInfo.InvariantCulture) + "s";
        if (seconds >= 60)
            text = (seconds / 60 % 60).ToString(CultureInfo.InvariantCulture) + "m" + text;
        if (seconds >= 3600)
            text = (seconds / 3600).ToString(CultureInfo.InvariantCulture) + "h" + text;
        return text;
    }

    private static TimeSpan Doubled(int times)
    {
        var span = First * Math.Pow(2, Math.Clamp(times, 0, 10));
        return span < Longest ? span : Longest;
    }
}
