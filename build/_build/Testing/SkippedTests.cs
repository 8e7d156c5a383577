namespace Slipway.Targets.Testing;

/// <summary>Summarizes skipped tests, one line per reason.</summary>
internal static class SkippedTests
{
    /// <summary>
    /// Lines like <c>30 skipped: No Docker Engine answers (start dockerd)</c>, the most frequent reason
    /// first. A test that is the only one skipped for its reason is named.
    /// </summary>
    public static IReadOnlyList<string> Lines(IEnumerable<TestResult> results) =>
        [
            .. results
                .SelectMany(result => result.Skipped)
                .GroupBy(skipped => skipped.Reason.Trim().TrimEnd('.'), skipped => skipped.Test)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group =>
                    group.ToList() is [var only]
                        ? $"1 skipped: {group.Key} ({only})"
                        : $"{group.Count()} skipped: {group.Key}"
                ),
        ];
}
