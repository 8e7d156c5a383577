namespace Slipway.Pipeline.ContainerTests;

/// <summary>The result of a rule.</summary>
internal readonly record struct CheckFinding(CheckResult Result, string Detail)
{
    public static CheckFinding Passed(string detail) => new(CheckResult.Passed, detail);

    public static CheckFinding Failed(string detail) => new(CheckResult.Failed, detail);

    public static CheckFinding NotProven(string detail = "not verified here: needs a Docker Engine") =>
        new(CheckResult.NotProven, detail);

    public static CheckFinding NotRun(string detail) => new(CheckResult.NotRun, detail);
}
