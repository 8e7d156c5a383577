using Slipway.Pipeline.Diff;

namespace Slipway.Targets.Logging;

/// <summary>What two releases differ in, for release notes or the summary of a step. Pure.</summary>
internal static class ComparisonMarkdown
{
    /// <summary>The lines: a heading with the summary, commits, images, and the objects, each to be unfolded.</summary>
    public static IReadOnlyList<string> Of(ReleaseComparison comparison, string environment)
    {
        List<string> lines = [$"### {Markdown.Text(environment)}: {Markdown.Text(comparison.Summary)}", ""];
        var commits = comparison.Commits?.Select(commit =>
            (commit.IsAdded ? "" : "removed: ") + ComparisonText.CommitOf(commit)
        );
        lines.AddRange(Listed("Commits", commits ?? [ComparisonText.CommitsUnknown(comparison)]));
        lines.AddRange(Listed("Images", comparison.Images.Select(ComparisonText.Image)));
        return [.. lines, .. DiffMarkdown.Objects(comparison.Objects, lines)];
    }

    private static IReadOnlyList<string> Listed(string heading, IEnumerable<string> items)
    {
        var all = items.Select(item => $"- {Markdown.Text(item)}").ToList();
        return all.Count == 0 ? [] : [$"**{heading}**", "", .. all, ""];
    }
}
