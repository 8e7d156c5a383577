using Slipway.Pipeline.Status;
using Slipway.Releases;

namespace Slipway.Targets.Logging;

/// <summary>Formats status and history as tables.</summary>
internal static class ReleaseTables
{
    /// <summary>The status, one line per service and track.</summary>
    public static IReadOnlyList<string> Status(IReadOnlyList<WorkloadStatus> workloads, DateTimeOffset now) =>
        workloads.Count == 0
            ? ["Nothing is deployed."]
            : Table.Of(
                ["SERVICE", "VERSION", "DIGEST", "READY", "TRACK", "AGE", "URL"],
                workloads.Select(w =>
                    new[]
                    {
                        w.Service,
                        w.Version,
                        w.Digest?.Short ?? "",
                        $"{w.Ready}/{w.Desired}",
                        w.Track,
                        Age(now - w.Created),
                        w.Address,
                    }
                )
            );

    /// <summary>What is kept in the cluster though no manifest names it; no line where there is none.</summary>
    public static IReadOnlyList<string> Kept(IReadOnlyList<KeptObject> kept) =>
        kept.Count == 0
            ? []
            :
            [
                "",
                "Kept, though no longer in the manifests:",
                .. kept.Select(k => $"  {k.Key}, because {k.Reason}"),
            ];

    /// <summary>The history, one line per revision.</summary>
    public static IReadOnlyList<string> History(IReadOnlyList<Release> releases, DateTimeOffset now) =>
        releases.Count == 0
            ? ["No releases are recorded."]
            : Table.Of(
                ["REVISION", "VERSION", "STATE", "KIND", "BY", "AGE", "COMMIT", "REMARK"],
                releases.Select(r =>
                    new[]
                    {
                        $"{r.Revision}",
                        r.Version,
                        r.State.Word(),
                        $"{r.Kind}".ToLowerInvariant(),
                        r.RanBy,
                        Age(now - r.Started),
                        r.Commit?[..Math.Min(7, r.Commit.Length)] ?? "",
                        Remark(r),
                    }
                )
            );

    private static string Remark(Release release) =>
        string.Join(
            "; ",
            new[]
            {
                release.Failure?.Split('\n')[0].TrimEnd(),
                release.AllowedOlder is { } reason ? $"older commit allowed: {reason}" : null,
            }.OfType<string>()
        );

    /// <summary>
    /// An age in one unit; as in kubectl, a unit is used from two of it upwards.
    /// </summary>
    public static string Age(TimeSpan age) =>
        age switch
        {
            { TotalSeconds: < 120 } => $"{Math.Max(0, (int)age.TotalSeconds)}s",
            { TotalMinutes: < 120 } => $"{(int)age.TotalMinutes}m",
            { TotalHours: < 48 } => $"{(int)age.TotalHours}h",
            _ => $"{(int)age.TotalDays}d",
        };
}
