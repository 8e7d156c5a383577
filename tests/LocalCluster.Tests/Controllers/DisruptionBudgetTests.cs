using LocalCluster.Controllers.Disruption;
using LocalCluster.Objects;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Controllers;

public sealed class DisruptionBudgetTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 1, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("{'minAvailable': 1}", 2, 1)]
    [InlineData("{'maxUnavailable': '50%'}", 2, 1)]
    [InlineData("{'minAvailable': '100%'}", 2, 0)]
    public void A_budget_tells_how_many_pods_may_go(string spec, int healthy, int allowed)
    {
        var pods = Enumerable.Range(0, healthy).Select(i => ReadyPod($"p{i}")).ToArray();
        var status = DisruptionBudget.Status(Json($"{{'spec': {spec}}}"), pods, healthy, s_now);
        Assert.Equal(allowed, status.Number("disruptionsAllowed"));
    }
}
