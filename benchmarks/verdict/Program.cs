using Slipway.Rollouts.Canary.Judging;
using Verdicts;

// Simulates canaries by the thousand and prints how often the verdict was right; docs/verdict.md holds it.
// Arguments: the number of runs, and a part of the names of the scenarios to run.
var runs = args.Length > 0 ? int.Parse(args[0]) : 10_000;
var part = args.Length > 1 ? args[1] : "";
Console.WriteLine("| Canary | good | bad | inconclusive | right | requests p50 | p95 | seconds p50 | p95 |");
Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
foreach (var scenario in Scenarios.All.Where(scenario => scenario.Name.Contains(part)))
{
    var ends = new Run[runs];
    Parallel.For(0, runs, run => ends[run] = scenario.Simulate(new Random(run)));
    var right = ends.Where(end => end.Verdict == scenario.Right).DefaultIfEmpty(ends[0]).ToList();
    var requests = right.Select(end => end.Requests).ToList();
    var seconds = right.Select(end => (long)end.Seconds).ToList();
    Console.WriteLine(
        $"| {scenario.Name} | {Share(ends, Verdict.Good)} | {Share(ends, Verdict.Bad)} "
            + $"| {Share(ends, Verdict.Inconclusive)} | {scenario.Right.ToString().ToLowerInvariant()} "
            + $"| {Quantile(requests, 0.5)} | {Quantile(requests, 0.95)} "
            + $"| {Quantile(seconds, 0.5)} | {Quantile(seconds, 0.95)} |"
    );
}

static string Share(Run[] ends, Verdict verdict) =>
    $"{100.0 * ends.Count(end => end.Verdict == verdict) / ends.Length:0.00} %";

static long Quantile(IEnumerable<long> values, double share)
{
    var sorted = values.Order().ToList();
    return sorted[Math.Min((int)(share * sorted.Count), sorted.Count - 1)];
}
