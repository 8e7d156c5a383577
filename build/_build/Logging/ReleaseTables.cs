using Slipway.Pipeline;
using Slipway.Releases;

namespace Slipway.Targets.Logging;

/// <summary>How releases and what runs look on a screen.</summary>
internal static class ReleaseTables
{
    /// <summary>What runs.</summary>
    public static void PrintStatus(IReadOnlyList<WorkloadStatus> workloads, DateTimeOffset now)
    {
        if (workloads.Count == 0)
        {
            Console.WriteLine("Nothing is deployed.");
            return;
        }
        Table.Print(
            ["SERVICE", "VERSION", "DIGEST", "READY", "TRACK", "AGE", "URL"],
            workloads.Select(w => new[]
            {
                w.Service, w.Version, w.Digest?.Short ?? "", $"{w.Ready}/{w.Desired}", w.Track,
                Age(now - w.Created), w.Address,
            }));
    }

    /// <summary>What was released.</summary>
    public static void PrintHistory(IReadOnlyList<Release> releases, DateTimeOffset now)
    {
        if (releases.Count == 0)
        {
            Console.WriteLine("No release is recorded.");
            return;
        }
        Table.Print(
            ["REVISION", "VERSION", "STATE", "KIND", "BY", "AGE", "COMMIT", "REMARK"],
            releases.Select(r => new[]
            {
                $"{r.Revision}", r.Version, r.State.Word(), $"{r.Kind}".ToLowerInvariant(), r.RanBy,
                Age(now - r.Started), r.Commit?[..Math.Min(7, r.Commit.Length)] ?? "", r.Failure ?? "",
            }));
    }

    /// <summary>An age as kubectl writes it: its largest unit, or two for small numbers.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 120 } => $"{Math.Max(0, (int)age.TotalSeconds)}s",
        { TotalMinutes: < 120 } => $"{(int)age.TotalMinutes}m",
        { TotalHours: < 48 } => $"{(int)age.TotalHours}h",
        _ => $"{(int)age.TotalDays}d",
    };
}
