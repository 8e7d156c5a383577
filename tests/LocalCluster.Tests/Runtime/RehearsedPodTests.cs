using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Runtime;

public sealed class RehearsedPodTests
{
    [Fact]
    public async Task A_rehearsed_sidecar_runs_until_the_main_container_has_ended()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Resources.Create(
            Kinds.Pod,
            TestObjects.Json(
                """
                {'metadata': {'name': 'a', 'namespace': 'default',
                  'annotations': {'sim.slipway.dev/exit-after': '30s'} },
                 'spec': {'restartPolicy': 'Never', 'containers': [{'name': 'c', 'image': 'r.example/c:1'}],
                  'initContainers': [{'name': 'side', 'image': 'r.example/s:1', 'restartPolicy': 'Always'}] } }
                """
            )
        );
        await Eventually.True(() => Phase(cluster) == "Running");
        await cluster.Until(() => Phase(cluster) == "Succeeded", TimeSpan.FromSeconds(10));
        var side = cluster.Get(Kinds.Pod, "a").Items("status", "initContainerStatuses").Single();
        Assert.Equal(0, side.Number("restartCount"));
        Assert.NotNull(side.At("state", "terminated"));
    }

    private static string? Phase(SimulatedCluster cluster) =>
        cluster.Get(Kinds.Pod, "a").Text("status", "phase");
}
