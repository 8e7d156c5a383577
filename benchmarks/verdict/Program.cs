using Slipway.Rollouts.Judging;
using Verdicts;

// Simulates canaries by the thousand and prints how often the verdict was right: docs/verdict.md holds the output.
var runs = args.Length > 0 ? int.Parse(args[0]) : 10_000;
Console.WriteLine("| Canary | good | bad | inconclusive | right | requests p50 | p95 | seconds p50 | p95 |");
Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
foreach (var scenario in Scenarios.All.Where(s => args.Length < 2 || System.Text.RegularExpressions.Regex.IsMatch(s.Name, args[1])))
{
    var ends = new Run[runs];
    Parallel.For(0, runs, run => ends[run] = scenario.Simulate(new Random(run)));
    var decided = ends.Where(end => end.Verdict == scenario.Right).DefaultIfEmpty(ends[0]).ToList();
    Console.WriteLine(
        $"| {scenario.Name} | {Share(ends, Verdict.Good)} | {Share(ends, Verdict.Bad)} "
        + $"| {Share(ends, Verdict.Inconclusive)} | {scenario.Right.ToString().ToLowerInvariant()} "
        + $"| {Quantile(decided.Select(end => end.Requests), 0.5)} | {Quantile(decided.Select(end => end.Requests), 0.95)} "
        + $"| {Quantile(decided.Select(end => (long)end.Seconds), 0.5)} "
        + $"| {Quantile(decided.Select(end => (long)end.Seconds), 0.95)} |");
}

static string Share(Run[] ends, Verdict verdict) => $"{100.0 * ends.Count(end => end.Verdict == verdict) / ends.Length:0.00} %";

static long Quantile(IEnumerable<long> values, double share)
{
    var sorted = values.Order().ToList();
    return sorted[Math.Min((int)(share * sorted.Count), sorted.Count - 1)];
}
