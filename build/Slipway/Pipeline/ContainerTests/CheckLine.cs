namespace Slipway.Pipeline.ContainerTests;

/// <summary>The result of one check of one service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Check">What was looked at.</param>
/// <param name="Result">How it went.</param>
/// <param name="Detail">What was seen, in one line.</param>
public sealed record CheckLine(string Service, ContainerCheck Check, CheckResult Result, string Detail);

/// <summary>How a check went.</summary>
public enum CheckResult
{
    /// <summary>Passed.</summary>
    Passed,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Unknown: it cannot be verified where the container ran.</summary>
    NotProven,

    /// <summary>Unknown: the container did not get that far, which another check reports.</summary>
    NotRun,
}
