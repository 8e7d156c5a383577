using Slipway.Pipeline.Diff;
using Slipway.Releases;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Targets.Logging;

/// <summary>What two releases differ in, for a terminal or a pipe. Pure.</summary>
internal static class ComparisonText
{
    /// <summary>The lines: commits, images, objects, and the summary.</summary>
    public static IReadOnlyList<string> Of(ReleaseComparison comparison, TerminalStyle style) =>
        [
            .. Headed(
                "Commits",
                comparison.Commits is { } commits
                    ? commits.Select(commit =>
                        style.Paint($"  {Commit(commit)}", commit.IsAdded ? AnsiColor.Green : AnsiColor.Red)
                    )
                    : [$"  {CommitsUnknown(comparison)}"]
            ),
            .. Headed("Images", comparison.Images.Select(image => $"  {Image(image)}")),
            .. Headed("Objects", DiffText.Objects(comparison.Objects, style)),
            VisibleText.Line(comparison.Summary),
        ];

    /// <summary>A commit in a line: <c>+ 4f2a1c9 Rate twice (Ada)</c>.</summary>
    public static string Commit(LoggedCommit commit) => $"{(commit.IsAdded ? '+' : '-')} {CommitOf(commit)}";

    /// <summary>The same without its sign.</summary>
    public static string CommitOf(LoggedCommit commit) =>
        ValueText.Visible($"{commit.Id[..7]} {commit.Subject} ({commit.Author})");

    /// <summary>An image in a line: <c>rating  1.4.0 (1a2b3c4d5e6f) -> 1.6.0 (9f8e7d6c5b4a)</c>.</summary>
    public static string Image(ImageChange image) =>
        ValueText.Visible($"{image.Service}: {Words(image.Before)} -> {Words(image.After)}");

    /// <summary>Why no commits are listed.</summary>
    public static string CommitsUnknown(ReleaseComparison comparison) =>
        (Id(comparison.From), Id(comparison.To)) switch
        {
            (null, _) or (_, null) => "unknown: one of the releases was made from no commit",
            var (from, to) => ValueText.Visible(
                $"unknown: this clone does not have both {from} and {to}; git fetch may bring them"
            ),
        };

    private static IEnumerable<string> Headed(string heading, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Count == 0 ? [] : all.Prepend($"{heading}:");
    }

    private static string? Id(Release release) =>
        release.ManifestCommit is { } id ? id[..Math.Min(7, id.Length)] : null;

    private static string Words(ImageReference? image) =>
        image is null ? "none" : $"{image.Tag ?? "no tag"} ({image.Digest?.Short ?? "no digest"})";
}
