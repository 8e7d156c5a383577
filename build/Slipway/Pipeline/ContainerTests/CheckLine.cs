namespace Slipway.Pipeline.ContainerTests;

/// <summary>What came of one check of one service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Check">What was looked at.</param>
/// <param name="Result">How it went.</param>
/// <param name="Detail">What was seen, in one line.</param>
public sealed record CheckLine(string Service, ContainerCheck Check, CheckResult Result, string Detail);

/// <summary>How a check went.</summary>
public enum CheckResult
{
    /// <summary>As it must be.</summary>
    Passed,

    /// <summary>Not as it must be.</summary>
    Failed,

    /// <summary>No one knows: the place where it ran cannot tell.</summary>
    NotProven,

    /// <summary>Unknown: the container did not get that far, which another check reports.</summary>
    NotRun,
}
