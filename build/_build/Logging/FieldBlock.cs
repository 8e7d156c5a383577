using System.Text.Json;
using Slipway.Pipeline.Diff;

namespace Slipway.Targets.Logging;

/// <summary>One field that changes, ready to be laid out. Pure.</summary>
/// <param name="Path">The field.</param>
/// <param name="Before">Its value in one line; null where there is none.</param>
/// <param name="After">The value to come in one line; null where there is none.</param>
/// <param name="Lines">What changes line by line, where one line is not enough.</param>
internal sealed record FieldBlock(string Path, string? Before, string? After, IReadOnlyList<SignedLine> Lines)
{
    // Whoever needs more of a file looks at the file.
    private const int MostLines = 60;

    /// <summary>What is said where the values must not be shown; null where they may.</summary>
    public string? Hidden { get; private init; }

    /// <summary>Lays out a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="longest">How long a line may be.</param>
    public static FieldBlock Of(FieldChange field, int longest)
    {
        var path = ValueText.Visible(field.Path);
        if (field.IsHidden)
            return new FieldBlock(path, null, null, [])
            {
                Hidden = $"{field.Kind} (hidden)".ToLowerInvariant(),
            };
        if (field.ToBeBuilt is { } reason)
            return new FieldBlock(
                path,
                field.Before is { } old ? ValueText.Visible(ValueText.Own(old, longest)) : null,
                ValueText.Visible(PendingImages.Sentence(reason)),
                []
            );
        return (LinesOf(field.Before), LinesOf(field.After)) switch
        {
            (null, null) => InOneLine(path, field, longest),
            var (before, after) => new FieldBlock(
                path,
                null,
                null,
                Bounded(LineDiff.Of(before ?? AsLines(field.Before), after ?? AsLines(field.After)), longest)
            ),
        };
    }

    private static FieldBlock InOneLine(string path, FieldChange field, int longest)
    {
        if (field is not { Before: { } before, After: { } after })
            return new FieldBlock(
                path,
                field.Before is { } was ? Line(was, longest) : null,
                field.After is { } will ? Line(will, longest) : null,
                []
            );
        var (one, other) = ValueText.Pair(before, after, longest);
        return new FieldBlock(path, ValueText.Visible(one), ValueText.Visible(other), []);
    }

    private static IReadOnlyList<SignedLine> Bounded(IReadOnlyList<SignedLine> lines, int longest) =>
        [
            .. lines
                .Take(MostLines)
                .Select(line => line with { Text = ValueText.Visible(ValueText.Cut(line.Text, 0, longest)) }),
            .. lines.Count > MostLines
                ? [new SignedLine('@', $"... and {lines.Count - MostLines} more lines")]
                : Array.Empty<SignedLine>(),
        ];

    private static string Line(JsonElement value, int longest) =>
        ValueText.Visible(ValueText.Line(value, longest));

    private static IReadOnlyList<string>? LinesOf(JsonElement? value) =>
        value is { } some ? ValueText.Lines(some) : null;

    private static IReadOnlyList<string> AsLines(JsonElement? value) =>
        value is { } some
            ?
            [
                some.ValueKind == JsonValueKind.String
                    ? some.GetString()!.TrimEnd('\n')
                    : ValueText.Line(some),
            ]
            : [];
}
