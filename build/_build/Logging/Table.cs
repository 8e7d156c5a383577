using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>Columns of text, as wide as their widest cell.</summary>
internal static class Table
{
    /// <summary>Lays out a header and rows; the last column is not padded.</summary>
    public static IReadOnlyList<string> Of(
        IReadOnlyList<string> header,
        IEnumerable<IReadOnlyList<string>> rows
    )
    {
        // Made visible before it is measured, so that columns stay columns.
        List<IReadOnlyList<string>> all =
        [
            header,
            .. rows.Select(row => row.Select(VisibleText.Line).ToList()),
        ];
        var widths = header.Select((_, column) => all.Max(row => row[column].Length)).ToList();
        return [.. all.Select(Line)];

        string Line(IReadOnlyList<string> row) =>
            string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
    }

    /// <summary>Prints a table to standard output.</summary>
    public static void Print(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            Console.WriteLine(line);
    }
}
