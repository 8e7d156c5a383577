using Slipway.Pipeline.Diff;

namespace Slipway.Targets.Logging;

/// <summary>A difference for a comment on a pull request, or for the summary of a step. Pure.</summary>
internal static class DiffMarkdown
{
    // A comment on GitHub holds 65,536 characters; the rest is for the sentence that says what was cut.
    private const int Most = 65_000;
    private const int LongestLine = 400;

    /// <summary>The lines: a heading with the summary, and the objects, each to be unfolded.</summary>
    public static IReadOnlyList<string> Of(ReleaseDiff diff, string environment)
    {
        List<string> lines = [$"### {Markdown.Text(environment)}: {Markdown.Text(diff.Summary)}", ""];
        if (diff.Remarks.Count > 0)
            lines.AddRange([.. diff.Remarks.Select(remark => $"- {Markdown.Text(remark)}"), ""]);
        return [.. lines, .. Objects(diff, lines)];
    }

    /// <summary>The objects, as many as there is room for below what stands above them.</summary>
    public static IReadOnlyList<string> Objects(ReleaseDiff diff, IEnumerable<string> above)
    {
        var (lines, length) = (new List<string>(), Length(above));
        foreach (var (i, obj) in diff.Objects.Index())
        {
            var part = Object(obj);
            length += Length(part);
            if (length > Most)
            {
                lines.Add(
                    $"{diff.Objects.Count - i} of {diff.Objects.Count} objects are left out here, since a comment has an "
                        + "end; `Diff` on a terminal shows them all."
                );
                break;
            }
            lines.AddRange(part);
        }
        return lines;
    }

    private static IReadOnlyList<string> Object(ObjectDiff obj)
    {
        var title = Markdown.Text(DiffText.Title(obj));
        IReadOnlyList<string> body =
        [
            .. obj.Fields.Select(field => FieldBlock.Of(field, LongestLine)).SelectMany(Field),
            .. obj.Notes.Select(note => $"! {ValueText.Visible(note)}"),
        ];
        if (body.Count == 0)
            return [$"- {title}", ""];
        var fence = Fence(body);
        var count = obj.Fields.Count switch
        {
            0 => "",
            1 => ": 1 field",
            var several => $": {several} fields",
        };
        return
        [
            $"<details><summary>{title}{count}</summary>",
            "",
            $"{fence}diff",
            .. body,
            fence,
            "",
            "</details>",
            "",
        ];
    }

    private static IEnumerable<string> Field(FieldBlock field) =>
        [
            $"@@ {field.Path} @@",
            .. field.Hidden is { } hidden ? [$"! {hidden}"] : Array.Empty<string>(),
            .. field.Before is { } before ? [$"- {before}"] : Array.Empty<string>(),
            .. field.After is { } after ? [$"+ {after}"] : Array.Empty<string>(),
            .. field.Lines.Select(line =>
                line.Sign == '@' ? $"@@ {line.Text} @@" : $"{line.Sign} {line.Text}"
            ),
        ];

    // Longer than any in the text (CommonMark, fenced code blocks).
    private static string Fence(IEnumerable<string> body)
    {
        var longest = body.Max(line =>
            line.Split(line.Where(c => c != '`').Distinct().ToArray()).Max(run => run.Length)
        );
        return new string('`', Math.Max(3, longest + 1));
    }

    private static int Length(IEnumerable<string> lines) => lines.Sum(line => line.Length + 1);
}
