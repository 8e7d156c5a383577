using Slipway.Values;

namespace Slipway.Releases;

/// <summary>What a record keeps of a failure, so that it can be understood when nothing of it is left in the cluster. Pure.</summary>
public static class FailureEvidence
{
    private const int MostLines = 400;
    private const int LongestLine = 1000;

    /// <summary>
    /// All that was said about a failure, line by line: the workloads, their pods and containers, reasons, the last lines of
    /// their logs, and what to do. None for a command that was merely stopped.
    /// </summary>
    public static IReadOnlyList<string> Of(Exception failure)
    {
        if (failure is OperationCanceledException)
            return [];
        var parts = (failure as Refusal)?.Parts ?? [];
        var lines = parts
            .SelectMany(part => $"{part.What}\nwhere: {part.Where}\nnext: {part.Next}".Split('\n'))
            .DefaultIfEmpty(VisibleText.Line(failure.Message))
            .Select(line => line.Length <= LongestLine ? line : $"{line[..LongestLine]}…")
            .ToList();
        return lines.Count <= MostLines
            ? lines
            : [.. lines.Take(MostLines), $"... and {lines.Count - MostLines} more lines"];
    }
}
