using Slipway.Targets.Components;
using Slipway.Values;

namespace Slipway.Targets.Tests;

public class EnvironmentNameTests
{
    [Theory]
    [InlineData(null, "Deploy", "local")]
    [InlineData("production", "Deploy", "production")]
    [InlineData(null, "DeployStaging", "staging")]
    [InlineData("staging", "deploystaging", "staging")]
    public void The_environment_follows_from_target_and_parameter(string? env, string target, string name) =>
        Assert.Equal(name, EnvironmentName.Choose(env, ["Compile", target]));

    [Fact]
    public void DeployStaging_to_another_environment_is_refused()
    {
        var refusal = Assert.Throws<ContradictoryEnvironmentException>(() =>
            EnvironmentName.Choose("production", ["DeployStaging"])
        );
        Assert.Equal(
            (
                "DeployStaging deploys to staging, but --env says 'production'",
                "the command line",
                "./build.sh Deploy --env production, or ./build.sh DeployStaging without --env",
                Outcome.Refused
            ),
            (refusal.What, refusal.Where, refusal.Next, refusal.Outcome)
        );
    }
}
