using Slipway.Rollouts.Canary;

namespace Slipway.Tests.Rollouts.Canary;

public sealed class ReplicaWeightsTests
{
    [Theory]
    [InlineData(1, 50, 1, 50)]
    [InlineData(3, 25, 1, 25)]
    [InlineData(9, 10, 1, 10)]
    [InlineData(4, 50, 4, 50)]
    [InlineData(4, 20, 1, 20)]
    [InlineData(10, 33, 5, 33.3)]
    [InlineData(7, 10, 1, 12.5)]
    public void A_weight_becomes_the_nearest_number_of_pods(
        int stable,
        int weight,
        int replicas,
        double share
    )
    {
        var step = Assert.Single(ReplicaWeights.Plan("deployment/movie", stable, [weight]));

        Assert.Equal(replicas, step.Replicas);
        Assert.Equal(share, step.Share, 1);
    }

    [Fact]
    public void All_weights_that_cannot_be_are_refused_at_once_with_those_that_can()
    {
        var refusal = Assert.Throws<WeightRefusal>(() =>
            ReplicaWeights.Plan("deployment/movie", 2, [5, 10, 50])
        );

        Assert.Equal(
            "With 2 pods of stable, replicas alone cannot give the canary 5 %, 10 % of the traffic.",
            refusal.What
        );
        Assert.Equal("deployment/movie", refusal.Where);
        Assert.Equal(
            "Use weights near 33.3 % (1 pod), 50 % (2 pods), 60 % (3 pods), or 19 pods of stable for 5 %.",
            refusal.Next
        );
    }

    [Theory]
    [InlineData(3, 100, "Promote")]
    [InlineData(0, 50, "Scale stable up")]
    public void All_of_the_traffic_and_nothing_to_stand_beside_are_refused(
        int stable,
        int weight,
        string next
    ) =>
        Assert.Contains(
            next,
            Assert.Throws<WeightRefusal>(() => ReplicaWeights.Plan("x", stable, [weight])).Next
        );

    [Fact]
    public void Higher_weights_never_get_fewer_pods_and_none_is_missed_by_more_than_a_quarter()
    {
        foreach (var stable in Enumerable.Range(1, 60))
        {
            var possible = Enumerable
                .Range(1, 99)
                .Select(weight => (Weight: weight, Step: Try(stable, weight)))
                .Where(step => step.Step is not null)
                .ToList();

            Assert.All(possible.Zip(possible.Skip(1)), pair =>
                Assert.True(pair.First.Step!.Replicas <= pair.Second.Step!.Replicas)
            );
            Assert.All(possible, step =>
                Assert.InRange(Math.Abs(step.Step!.Share - step.Weight), 0, Math.Max(1, step.Weight * 0.25))
            );
        }
    }

    private static ReplicaWeight? Try(int stable, int weight)
    {
        try
        {
            return ReplicaWeights.Plan("x", stable, [weight])[0];
        }
        catch (WeightRefusal)
        {
            return null;
        }
    }
}
