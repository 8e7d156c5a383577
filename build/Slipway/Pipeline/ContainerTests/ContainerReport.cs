namespace Slipway.Pipeline.ContainerTests;

/// <summary>All checks of one service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Lines">One for each check.</param>
/// <param name="Log">What its container wrote last; empty where all is well.</param>
public sealed record ContainerReport(
    string Service,
    IReadOnlyList<CheckLine> Lines,
    IReadOnlyList<string> Log
)
{
    /// <summary>The checks that failed.</summary>
    public IEnumerable<CheckLine> Failures => Lines.Where(line => line.Result == CheckResult.Failed);
}
