using Slipway.Kubernetes.Objects;
using Slipway.Pipeline;
using Slipway.Pipeline.Status;
using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>What Status, History and a delivery answer in Markdown.</summary>
internal static class ReleaseMarkdown
{
    // A comment on GitHub holds 65,536 characters.
    private const int MostChanges = 100;

    /// <summary>The result of a delivery: the release, what changed, and what runs now.</summary>
    public static IReadOnlyList<string> Result(
        DeliveryResult result,
        string environment,
        IReadOnlyList<string> running
    ) =>
        [
            $"### {Markdown.Text(result.Summary)}",
            "",
            .. Markdown.Table(
                ["Environment", "Version", "Revision", "Commit", "By", "Run"],
                [
                    [
                        Markdown.Text(environment),
                        Markdown.Text(result.Release.Version),
                        $"{result.Release.Revision}",
                        Commit(result.Release),
                        Markdown.Text(result.Release.RanBy),
                        Run(result.Release),
                    ],
                ]
            ),
            "",
            .. Changes(result),
            .. running.Count == 0 ? [] : running.Prepend(""),
        ];

    /// <summary>Why a command did not do what it was to do.</summary>
    public static IReadOnlyList<string> Refused(Refusal refusal, string environment) =>
        [
            $"### {(refusal.Outcome == Outcome.Refused ? "Refused" : "Failed")} in {Markdown.Text(environment)}",
            "",
            // A line of its own each.
            .. refusal.What.ReplaceLineEndings("\n").Split('\n').Select(line => $"{Markdown.Text(line)}  "),
            "",
            $"- where: {Markdown.Text(refusal.Where)}",
            $"- next: {Markdown.Text(refusal.Next)}",
        ];

    /// <summary>What runs.</summary>
    public static IReadOnlyList<string> Status(
        StatusReport report,
        IEnumerable<string> kept,
        DateTimeOffset now
    )
    {
        List<string> lines =
            report.Workloads.Count == 0
                ? [report.NotShown.Count > 0 ? "Nothing is shown." : "Nothing is deployed."]
                :
                [
                    .. Markdown.Table(
                        ["Service", "Version", "Digest", "Ready", "Track", "Age", "URL"],
                        report.Workloads.SelectMany(w => ReleaseTables.Rows(w, now)).Select(Cells)
                    ),
                ];
        IReadOnlyList<string> remarks =
        [
            .. ReleaseTables.Remarks(report, now),
            .. kept.Where(line => line.Length > 0),
        ];
        if (remarks.Count > 0)
            lines.Add("");
        lines.AddRange(remarks.Select(remark => $"- {Markdown.Text(remark)}"));
        return lines;
    }

    /// <summary>The recorded releases.</summary>
    public static IReadOnlyList<string> History(IReadOnlyList<Release> releases, DateTimeOffset now) =>
        releases.Count == 0
            ? ["No releases are recorded."]
            : Markdown.Table(
                ["Revision", "Version", "State", "Kind", "By", "Run", "Age", "Commit", "Remark"],
                releases.Select(r =>
                    new[]
                    {
                        $"{r.Revision}",
                        Markdown.Text(r.Version),
                        r.State.Word(),
                        $"{r.Kind}".ToLowerInvariant(),
                        Markdown.Text(r.RanBy),
                        Run(r),
                        ReleaseTables.Age(now - r.Started),
                        Commit(r),
                        Markdown.Text(ReleaseTables.Remark(r)),
                    }
                )
            );

    private static IEnumerable<string> Changes(DeliveryResult result)
    {
        if (result.Changes is not { } changes || changes.Applied.Count + changes.Removed.Count == 0)
            return ["Nothing changed."];
        List<(string What, ObjectKey Key)> all =
        [
            .. changes.Applied.Select(key => (changes.Replaced.Contains(key) ? "replaced" : "applied", key)),
            .. changes.Removed.Select(key => ("removed", key)),
        ];
        var left = all.Count - MostChanges;
        return
        [
            $"{Markdown.Text(changes.Summary)}:",
            "",
            .. all.Take(MostChanges).Select(c => $"- {Markdown.Text($"{c.Key}")} {c.What}"),
            .. left > 0 ? [$"- and {left} more"] : Array.Empty<string>(),
        ];
    }

    private static string Commit(Release release) =>
        Markdown.Text(release.ManifestCommit?[..Math.Min(7, release.ManifestCommit.Length)] ?? "");

    private static string Run(Release release) =>
        release.Run is { } run ? Markdown.Link(run.System, run.Url) : "";

    // The last cell is an address, where there is one.
    private static IReadOnlyList<string> Cells(string[] row) =>
        [.. row.SkipLast(1).Select(Markdown.Text), Markdown.Link(row[^1], row[^1])];
}
