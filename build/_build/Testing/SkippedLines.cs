namespace Slipway.Targets.Testing;

/// <summary>
/// Finds the lines in which a test project reports skipped tests one by one: the name with <c>[SKIP]</c>, and the
/// reason below it. The summary tells them by reason.
/// </summary>
internal sealed class SkippedLines
{
    private const string Mark = "[SKIP]";
    private int? _indent;

    /// <summary>Whether a line is one of them; to be asked line by line.</summary>
    public bool Contains(string line)
    {
        var indent = line.Length - line.TrimStart().Length;
        if (line.EndsWith(Mark, StringComparison.Ordinal))
            _indent = indent;
        else if (indent <= _indent)
            _indent = null;
        return _indent is not null;
    }
}
