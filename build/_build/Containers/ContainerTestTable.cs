using Slipway.Pipeline.ContainerTests;
using Slipway.Targets.Logging;

namespace Slipway.Targets.Containers;

/// <summary>Formats container checks as a table.</summary>
internal static class ContainerTestTable
{
    /// <summary>A line for each check of each service.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<ContainerReport> reports) =>
        Table.Of(
            ["SERVICE", "CHECK", "RESULT", "DETAIL"],
            reports
                .SelectMany(report => report.Lines.OrderBy(line => line.Check))
                .Select(line => new[] { line.Service, NameOf(line.Check), NameOf(line.Result), line.Detail })
        );

    /// <summary>A check's name.</summary>
    public static string NameOf(ContainerCheck check) =>
        check == ContainerCheck.ReadOnlyRoot ? "read-only root" : $"{check}".ToLowerInvariant();

    private static string NameOf(CheckResult result) =>
        result switch
        {
            CheckResult.Passed => "ok",
            CheckResult.Failed => "FAILED",
            CheckResult.NotProven => "not proven",
            _ => "not run",
        };
}
