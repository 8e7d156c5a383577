using Slipway.Pipeline.Status;
using Slipway.Releases;

namespace Slipway.Targets.Logging;

/// <summary>Formats status and history as tables.</summary>
internal static class ReleaseTables
{
    /// <summary>
    /// The status, one line per service and track, and one more for each older revision that still serves;
    /// then what they wait for, and what could not be shown.
    /// </summary>
    public static IReadOnlyList<string> Status(StatusReport report, DateTimeOffset now)
    {
        List<string> lines =
            report.Workloads.Count > 0
                ?
                [
                    .. Table.Of(
                        ["SERVICE", "VERSION", "DIGEST", "READY", "TRACK", "AGE", "URL"],
                        report.Workloads.SelectMany(w => Rows(w, now))
                    ),
                ]
                : [report.NotShown.Count > 0 ? "Nothing is shown." : "Nothing is deployed."];
        var remarks = Remarks(report, now);
        return remarks.Count == 0 ? lines : [.. lines, "", .. remarks];
    }

    /// <summary>
    /// Who released what runs; what is waited for; what could not be shown.
    /// </summary>
    internal static IReadOnlyList<string> Remarks(StatusReport report, DateTimeOffset now) =>
        [
            .. report.Running is { } running ? [Released(running, now)] : Array.Empty<string>(),
            .. report
                .Workloads.Where(w => w.WaitsFor.Length > 0)
                .Select(w =>
                    $"{w.Service}{(w.Track == "stable" ? "" : $" {w.Track}")}: {w.Counts}: {w.WaitsFor}"
                ),
            .. report.NotShown,
        ];

    private static string Released(Release running, DateTimeOffset now) =>
        $"{running.Display} was released by {running.RanBy} {Age(now - running.Started)} ago"
        + (running.Run?.Url is { } url ? $": {url}" : "");

    internal static IEnumerable<string[]> Rows(WorkloadStatus workload, DateTimeOffset now)
    {
        yield return
        [
            workload.Service,
            workload.Version,
            workload.Digest?.Short ?? "",
            $"{workload.Ready}/{workload.Desired}",
            workload.Track,
            Age(now - workload.Created),
            workload.Address,
        ];
        foreach (var old in workload.StillServing)
            yield return
            [
                workload.Service,
                old.Version,
                old.Digest?.Short ?? "",
                $"{old.Ready} old",
                workload.Track,
                Age(now - old.Created),
                workload.Address,
            ];
    }

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
                [
                    "REVISION",
                    "VERSION",
                    "STATE",
                    "KIND",
                    "BY",
                    "AGE",
                    "COMMIT",
                    .. releases.Any(HasRun) ? ["RUN"] : Array.Empty<string>(),
                    "REMARK",
                ],
                releases.Select(r =>
                    (IReadOnlyList<string>)
                        [
                            $"{r.Revision}",
                            r.Version,
                            r.State.Word(),
                            $"{r.Kind}".ToLowerInvariant(),
                            r.RanBy,
                            Age(now - r.Started),
                            r.ManifestCommit?[..Math.Min(7, r.ManifestCommit.Length)] ?? "",
                            .. releases.Any(HasRun) ? [r.Run?.Url ?? ""] : Array.Empty<string>(),
                            Remark(r),
                        ]
                )
            );

    private static bool HasRun(Release release) => release.Run?.Url is not null;

    internal static string Remark(Release release) =>
        string.Join(
            "; ",
            new[]
            {
                release.Failure is { } failure ? FailureRemark.Of(failure) : null,
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
