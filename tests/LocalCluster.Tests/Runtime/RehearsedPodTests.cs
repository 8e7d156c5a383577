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

    [Fact]
    public async Task A_pod_waits_for_the_secret_of_its_volume_and_says_so_in_the_kubelets_words()
    {
        await using var cluster = await SimulatedCluster.Start();
        Create(cluster, "{}", "{'name': 'x', 'secret': {'secretName': 'not-there'} }");
        await Eventually.True(() =>
            cluster
                .Events("FailedMount")
                .Contains("MountVolume.SetUp failed for volume \"x\" : secret \"not-there\" not found")
        );
        await cluster.Until(() => Count(cluster, "FailedMount") >= 3, TimeSpan.FromSeconds(1));
        Assert.Equal("Pending", Phase(cluster));

        cluster.Resources.Create(
            Kinds.Secret,
            TestObjects.Json("{'metadata': {'name': 'not-there', 'namespace': 'default'} }")
        );
        await Eventually.True(() => Phase(cluster) == "Running");
    }

    [Fact]
    public async Task A_pod_whose_network_cannot_be_set_up_says_so_again_and_again()
    {
        await using var cluster = await SimulatedCluster.Start();
        Create(
            cluster,
            "{'sim.slipway.dev/sandbox-error': 'plugin type=\\\"bridge\\\" failed (add): no room'}"
        );
        await cluster.Until(
            () => cluster.Events("FailedCreatePodSandBox").Count() >= 2,
            TimeSpan.FromSeconds(1)
        );
        Assert.All(cluster.Events("FailedCreatePodSandBox"), message =>
            Assert.Matches(
                "^Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for "
                    + "sandbox \"[0-9a-f]{64}\": plugin type=\"bridge\" failed \\(add\\): no room$",
                message
            )
        );
        Assert.Equal("Pending", Phase(cluster));
    }

    [Fact]
    public async Task A_pod_waits_for_a_claim_that_does_not_exist()
    {
        await using var cluster = await SimulatedCluster.Start();
        Create(cluster, "{}", "{'name': 'x', 'persistentVolumeClaim': {'claimName': 'data'} }");
        await Eventually.True(() =>
            cluster
                .Events("FailedScheduling")
                .Any(e => e.Contains("persistentvolumeclaim \"data\" not found", StringComparison.Ordinal))
        );
        cluster.Resources.Create(
            Kinds.PersistentVolumeClaim,
            TestObjects.Json(
                """
                {'metadata': {'name': 'data', 'namespace': 'default'},
                 'spec': {'accessModes': ['ReadWriteOnce'], 'resources': {'requests': {'storage': '1Gi'} } } }
                """
            )
        );
        await Eventually.True(() => Phase(cluster) == "Running");
    }

    private static void Create(SimulatedCluster cluster, string annotations, string? volume = null) =>
        cluster.Resources.Create(
            Kinds.Pod,
            TestObjects.Json(
                $$"""
                {'metadata': {'name': 'a', 'namespace': 'default', 'annotations': {{annotations}} },
                 'spec': {'containers': [{'name': 'c', 'image': 'r.example/c:1'}],
                  'volumes': [{{volume}}] } }
                """
            )
        );

    private static long Count(SimulatedCluster cluster, string reason) =>
        cluster
            .Resources.List(Kinds.Event, "default")
            .Where(e => e.Text("reason") == reason)
            .Sum(e => e.Number("count") ?? 0);

    private static string? Phase(SimulatedCluster cluster) =>
        cluster.Get(Kinds.Pod, "a").Text("status", "phase");
}
