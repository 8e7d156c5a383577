namespace EndToEnd;

/// <summary>A row that Status printed.</summary>
public sealed record StatusRow(
    string Service,
    string Version,
    string Digest,
    string Ready,
    string Track,
    string Age,
    string Url
);

/// <summary>Reads the table that people see.</summary>
public static class StatusTable
{
    /// <summary>The rows, by service and track.</summary>
    public static IReadOnlyDictionary<(string Service, string Track), StatusRow> Read(string output) =>
        output
            .Split('\n')
            .SkipWhile(line =>
                !(
                    line.StartsWith("SERVICE", StringComparison.Ordinal)
                    && line.Contains("TRACK", StringComparison.Ordinal)
                )
            )
            .Skip(1)
            .TakeWhile(line => line.Trim().Length > 0)
            .Select(line =>
                line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            )
            .Select(cells => new StatusRow(
                cells[0],
                cells[1],
                cells[2],
                cells[3],
                cells[4],
                cells[5],
                cells[6]
            ))
            .Where(row => !row.Ready.EndsWith("old", StringComparison.Ordinal))
            .ToDictionary(row => (row.Service, row.Track));
}
