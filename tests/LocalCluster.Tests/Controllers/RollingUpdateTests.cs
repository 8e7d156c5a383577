using System.Globalization;
using LocalCluster.Controllers.Deployments;
using LocalCluster.Objects;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Controllers;

public sealed class RollingUpdateTests
{
    [Theory]
    [InlineData(2, "'25%'", "'25%'", 1, 0)]
    [InlineData(10, "'25%'", "'25%'", 3, 2)]
    [InlineData(4, "1", "0", 1, 0)]
    [InlineData(4, "0", "0", 0, 1)]
    [InlineData(3, "'100%'", "'100%'", 3, 3)]
    [InlineData(1, "0", "5", 0, 1)]
    public void Surge_rounds_up_and_unavailable_rounds_down(
        int replicas,
        string surge,
        string unavailable,
        int expectedSurge,
        int expectedUnavailable
    ) =>
        Assert.Equal(
            new RolloutLimits(expectedSurge, expectedUnavailable),
            RolloutLimits.Of(Deployment(replicas, surge, unavailable))
        );

    /// <summary>Old and newest sets as wanted/ready.</summary>
    [Theory]
    [InlineData("begins with the surge", 4, "1", "0", "4/4", "", 1)]
    [InlineData("waits while there is no room", 4, "1", "0", "4/4", "1/0", 1)]
    [InlineData("goes on when the old set shrank", 4, "1", "0", "3/3", "1/1", 2)]
    [InlineData("never exceeds what is wanted", 4, "4", "0", "1/1", "4/4", 4)]
    [InlineData("shrinks what is too much", 2, "1", "0", "0/0", "4/4", 2)]
    public void The_newest_set_grows_as_far_as_the_surge_allows(
        string why,
        int replicas,
        string surge,
        string unavailable,
        string old,
        string newest,
        int expected
    ) =>
        Assert.True(
            expected == RollingUpdate.NewestSize(State(replicas, surge, unavailable, newest, old)),
            why
        );

    [Theory]
    [InlineData("nothing while the new pod is not ready", 4, "1", "0", "1/0", "4/4", "")]
    [InlineData("one for each new ready pod", 4, "1", "0", "1/1", "4/4", "old0=3")]
    [InlineData("unavailable ones may go at once", 4, "0", "2", "0/0", "4/4", "old0=2")]
    [InlineData("unready old pods first", 4, "1", "1", "1/0", "3/2,1/1", "old0=2")]
    [InlineData("nothing when all that is left is needed", 4, "'25%'", "'25%'", "2/1", "2/2", "")]
    public void Old_sets_shrink_as_far_as_enough_stay_available(
        string why,
        int replicas,
        string surge,
        string unavailable,
        string newest,
        string old,
        string expected
    )
    {
        var resizes = RollingUpdate.ShrinkOld(State(replicas, surge, unavailable, newest, old));
        Assert.True(
            expected == string.Join(',', resizes.Select(r => $"{r.Set.Name()}={r.Replicas}")),
            $"{why}: {string.Join(',', resizes.Select(r => $"{r.Set.Name()}={r.Replicas}"))}"
        );
    }

    [Theory]
    [InlineData("grows by share", 10, 15, "5/0", "8/8", "new=7,old0=11")]
    [InlineData("shrinks by share", 10, 5, "5/0", "8/8", "new=3,old0=5")]
    [InlineData("to nothing", 10, 0, "5/0", "8/8", "new=0,old0=0")]
    public void Scaling_in_the_midst_of_a_rollout_keeps_the_shares(
        string why,
        int before,
        int after,
        string newest,
        string old,
        string expected
    )
    {
        var state = State(after, "3", "2", newest, old, max: 13, desired: before);
        Assert.True(ProportionalScaling.IsNeeded(state));
        var resizes = ProportionalScaling
            .Decide(state)
            .OrderBy(r => r.Set.Name())
            .Select(r => $"{r.Set.Name()}={r.Replicas}");
        Assert.True(expected == string.Join(',', resizes), $"{why}: {string.Join(',', resizes)}");
    }

    private static RolloutState State(
        int replicas,
        string surge,
        string unavailable,
        string newest,
        string old,
        int max = 0,
        int desired = 0
    )
    {
        var sets = old.Split(',').Select((text, i) => Set($"old{i}", text)).ToArray();
        return new RolloutState(
            Deployment(replicas, surge, unavailable),
            newest.Length == 0 ? null : Set("new", newest),
            sets
        );

        System.Text.Json.Nodes.JsonObject Set(string name, string text)
        {
            var numbers = text.Split('/').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            return ReplicaSet(name, numbers[0], numbers[1], max, desired);
        }
    }
}
