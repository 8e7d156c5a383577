namespace Slipway.Targets.Testing;

/// <summary>
/// Leaves out of the output of xunit's quiet reporter what <see cref="SkippedTests"/> says in fewer words: each
/// skipped test, with its reason in lines that are indented further.
/// </summary>
internal sealed class TestOutput
{
    private const string Mark = " [SKIP]";
    private int? _skipped;

    /// <summary>Whether the next line of the output is to be shown.</summary>
    public bool IsWorthShowing(string line)
    {
        var indent = line.Length - line.TrimStart().Length;
        if (line.EndsWith(Mark, StringComparison.Ordinal))
            _skipped = indent;
        else if (indent <= _skipped)
            _skipped = null;
        return _skipped is null;
    }
}
