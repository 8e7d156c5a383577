using Slipway.Pipeline.Diff;

namespace Slipway.Targets.Logging;

/// <summary>A difference for a terminal, or for a pipe. Pure.</summary>
internal static class DiffText
{
    // No value is worth more, where lines have no end.
    private const int Longest = 1000;
    private const int WidestPath = 60;

    /// <summary>The lines: the objects, what stands in the way, and the summary.</summary>
    public static IReadOnlyList<string> Of(ReleaseDiff diff, TerminalStyle style) =>
        [
            .. Objects(diff, style),
            .. diff.Remarks.Select(remark => style.Paint($"! {ValueText.Visible(remark)}", AnsiColor.Yellow)),
            diff.Summary,
        ];

    /// <summary>The objects, with their fields.</summary>
    public static IEnumerable<string> Objects(ReleaseDiff diff, TerminalStyle style) =>
        diff.Objects.SelectMany(o => Object(o, style));

    /// <summary>An object in a line: <c>ConfigMap movies/rating-config (new)</c>.</summary>
    public static string Title(ObjectDiff obj)
    {
        var key = obj.Key;
        var kind = key.GroupKind.IsBuiltIn ? key.Kind : $"{key.Kind}.{key.Group}";
        var name = key.Namespace is null ? key.Name : $"{key.Namespace}/{key.Name}";
        var change =
            obj.Change == ObjectChange.Changed ? ""
            : obj.InPlaceOf is { } old ? $" (new, in place of {old.Name})"
            : $" ({ReleaseDiff.Word(obj.Change)})";
        return ValueText.Visible($"{kind} {name}{change}");
    }

    private static IEnumerable<string> Object(ObjectDiff obj, TerminalStyle style)
    {
        yield return style.Paint(
            Title(obj),
            obj.Change switch
            {
                ObjectChange.New => AnsiColor.Green,
                ObjectChange.Removed => AnsiColor.Red,
                ObjectChange.Replaced or ObjectChange.Kept => AnsiColor.Yellow,
                _ => AnsiColor.Bold,
            }
        );
        var longest = style.Width is { } width ? Math.Max(20, width - 6) : Longest;
        var fields = obj.Fields.Select(field => FieldBlock.Of(field, longest)).ToList();
        var column = fields
            .Where(f => f.Lines.Count == 0)
            .Select(f => Math.Min(WidestPath, f.Path.Length))
            .DefaultIfEmpty()
            .Max();
        foreach (var line in fields.SelectMany(f => Field(f, column, style)))
            yield return line;
        foreach (var note in obj.Notes)
            yield return style.Paint($"  ! {ValueText.Visible(note)}", AnsiColor.Yellow);
    }

    private static IEnumerable<string> Field(FieldBlock field, int column, TerminalStyle style)
    {
        if (field.Lines.Count > 0)
            return field.Lines.Select(line => Signed(line, style)).Prepend($"  {field.Path}");
        var path = $"  {field.Path.PadRight(column)}  ";
        if (field.Hidden is { } hidden)
            return [path + style.Paint(hidden, AnsiColor.Yellow)];
        var (before, after) = (field.Before, field.After);
        var length = path.Length + (before?.Length ?? 0) + (after?.Length ?? 0) + 4;
        if (length > (style.Width ?? int.MaxValue))
            return
            [
                $"  {field.Path}",
                .. before is null ? Array.Empty<string>() : [Signed(new SignedLine('-', before), style)],
                .. after is null ? Array.Empty<string>() : [Signed(new SignedLine('+', after), style)],
            ];
        return
        [
            path
                + (before, after) switch
                {
                    (null, _) => style.Paint($"+ {after}", AnsiColor.Green),
                    (_, null) => style.Paint($"- {before}", AnsiColor.Red),
                    _ => $"{style.Paint(before, AnsiColor.Red)} -> {style.Paint(after, AnsiColor.Green)}",
                },
        ];
    }

    private static string Signed(SignedLine line, TerminalStyle style) =>
        line.Sign switch
        {
            '-' => style.Paint($"    - {line.Text}", AnsiColor.Red),
            '+' => style.Paint($"    + {line.Text}", AnsiColor.Green),
            '@' => $"    {line.Text}",
            _ => $"      {line.Text}",
        };
}
