using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Tests.Rollouts.Waiting;

public sealed class PodHistoryTests
{
    [Fact]
    public void Containers_without_names_of_their_own_are_no_reason_to_stop()
    {
        var pod = KubeObject.Parse(
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"shop"},"status":{"containerStatuses":
              [{"restartCount":1},{"restartCount":2},{"name":"movie","restartCount":3}]}}
            """
        );
        Assert.Equal(3, PodHistory.None.Baseline(pod).RestartsBefore["movie"]);
    }
}
