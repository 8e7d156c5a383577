using System.Text.Json.Nodes;
using LocalCluster.Controllers.ReplicaSets;
using LocalCluster.Objects;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Controllers;

public sealed class DeletionOrderTests
{
    [Fact]
    public void Pods_that_serve_least_are_deleted_first()
    {
        JsonObject[] pods =
        [
            ReadyPod("ready"),
            Pod("running-unready", "{'nodeName': 'local'}", "{'phase': 'Running'}"),
            ReadyPod(
                "cheap",
                metadata: ", 'annotations': {'controller.kubernetes.io/pod-deletion-cost': '-5'}"
            ),
            Pod("pending", "{'nodeName': 'local'}", "{'phase': 'Pending'}"),
            Pod("unassigned"),
        ];
        Assert.Equal(
            ["unassigned", "pending", "running-unready", "cheap", "ready"],
            DeletionOrder.Of(pods).Select(pod => pod.Name())
        );
    }
}
