using Slipway.Rollouts.Canary.Judging;
using Verdicts;

namespace Slipway.Tests.Rollouts.Canary;

/// <summary>The simulations behind docs/verdict.md, with fewer runs; seeded.</summary>
public sealed class SimulationTests
{
    private const int Runs = 200;

    public static TheoryData<string> Names => [.. Scenarios.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verdicts_are_right_as_often_as_stated(string name)
    {
        var scenario = Scenarios.All.Single(scenario => scenario.Name == name);
        var verdicts = new Verdict[Runs];

        Parallel.For(0, Runs, run => verdicts[run] = scenario.Simulate(new Random(run)).Verdict);

        var wrong = (double)verdicts.Count(scenario.IsWrong) / Runs;
        var standardError = Math.Sqrt(scenario.Promise * (1 - scenario.Promise) / Runs);
        Assert.InRange(wrong, 0, scenario.Promise + 3 * standardError);
        Assert.Contains(scenario.Right, verdicts);
    }
}
