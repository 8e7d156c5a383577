using LocalCluster.Controllers.Scheduling;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Controllers;

public sealed class NodeFitTests
{
    [Theory]
    [InlineData(
        "{'nodeSelector': {'disk': 'ssd'}}",
        "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. "
            + "preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.."
    )]
    [InlineData(
        "{'containers': [{'resources': {'requests': {'cpu': '3', 'memory': '1Gi'}}}]}",
        "0/1 nodes are available: 1 Insufficient cpu. "
            + "preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.."
    )]
    [InlineData("{'containers': [{'resources': {'requests': {'cpu': '500m'}}}]}", null)]
    public void A_pod_that_does_not_fit_is_refused_in_the_schedulers_words(string spec, string? expected)
    {
        var node = Json(
            "{'metadata': {'labels': {'disk': 'hdd'}}, "
                + "'status': {'allocatable': {'cpu': '2', 'memory': '4Gi', 'pods': '10'}}}"
        );
        Assert.Equal(expected, NodeFit.Refuse(Json($"{{'spec': {spec}}}"), node, []));
    }
}
