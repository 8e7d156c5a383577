using System.Globalization;
using System.Xml.Linq;

namespace Slipway.Targets.Testing;

/// <summary>The result of one test project's run.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that failed; a run that left no readable result counts as one.</param>
/// <param name="Skipped">Names of the tests that were skipped, with the reason of each.</param>
/// <param name="Duration">How long the run took.</param>
internal sealed record TestResult(
    string Project,
    int Passed,
    int Failed,
    IReadOnlyList<(string Test, string Reason)> Skipped,
    TimeSpan Duration
)
{
    /// <summary>Above the table that ends a run.</summary>
    public static IReadOnlyList<string> Header => ["TESTS", "PASSED", "FAILED", "SKIPPED", "SECONDS"];

    /// <summary>A line of that table.</summary>
    public IReadOnlyList<string> Cells =>
        [Project, $"{Passed}", $"{Failed}", $"{Skipped.Count}", $"{Duration.TotalSeconds:0.0}"];

    /// <summary>Reads xunit's XML report.</summary>
    public static TestResult Read(string project, XDocument report, TimeSpan duration)
    {
        var assemblies = report.Root!.Elements("assembly").ToList();
        int Sum(string attribute) =>
            assemblies.Sum(a =>
                int.Parse(a.Attribute(attribute)?.Value ?? "0", CultureInfo.InvariantCulture)
            );
        var skipped = assemblies
            .Descendants("test")
            .Where(test => test.Attribute("result")?.Value == "Skip")
            .Select(test =>
                (test.Attribute("name")!.Value, test.Element("reason")?.Value ?? "no reason given")
            );
        return new TestResult(project, Sum("passed"), Sum("failed") + Sum("errors"), [.. skipped], duration);
    }

    /// <summary>Whether all tests passed, none was skipped, and there was one at all.</summary>
    public bool IsComplete => Failed == 0 && Skipped.Count == 0 && Passed > 0;

    /// <summary>The one line that CI counts.</summary>
    /// <param name="results">What ran.</param>
    /// <param name="unchanged">
    /// Tests that passed before on the same inputs and were not run; they do not count as passed.
    /// </param>
    public static string Summary(IReadOnlyCollection<TestResult> results, int unchanged = 0) =>
        $"Tests: {results.Sum(r => r.Passed)} passed, {results.Sum(r => r.Failed)} failed, "
        + $"{results.Sum(r => r.Skipped.Count)} skipped"
        + (unchanged == 0 ? "" : $", {unchanged} unchanged since they passed");
}
