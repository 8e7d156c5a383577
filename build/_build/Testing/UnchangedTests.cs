using Slipway.Pipeline.TestReuse;

namespace Slipway.Targets.Testing;

/// <summary>Says which tests did not run, because they passed before on the same inputs.</summary>
internal static class UnchangedTests
{
    /// <summary>
    /// Lines like <c>Unchanged: 201 tests passed on 1a2b3c4</c>, one for each commit, the one with the most
    /// tests first.
    /// </summary>
    public static IReadOnlyList<string> Lines(IEnumerable<PassedProject> projects) =>
        [
            .. projects
                .GroupBy(project => project.Commit, project => project.Passed)
                .OrderByDescending(commit => commit.Sum())
                .ThenBy(commit => commit.Key, StringComparer.Ordinal)
                .Select(commit =>
                    $"Unchanged: {commit.Sum()} {(commit.Sum() == 1 ? "test" : "tests")} passed on {commit.Key}"
                ),
        ];
}
