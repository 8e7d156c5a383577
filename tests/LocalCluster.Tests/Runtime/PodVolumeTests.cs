using LocalCluster.Objects;
using LocalCluster.Runtime.Variables;
using LocalCluster.Runtime.Volumes;
using LocalCluster.Tests.Support;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Runtime;

public sealed class PodVolumeTests
{
    [Fact]
    public async Task A_subPathExpr_gives_every_pod_a_part_of_its_own()
    {
        await using var cluster = await ProcessCluster.Start();
        await cluster.PushShell();
        cluster.Run(
            "parted",
            $$"""
            {'name': 'c', 'image': '{{cluster.Registry}}/sh:1',
             'args': ['echo here > $CONTAINER_ROOT/data/file; sleep 600'],
             'env': [{'name': 'POD', 'valueFrom': {'fieldRef': {'fieldPath': 'metadata.name'} } }],
             'volumeMounts': [{'name': 'shared', 'mountPath': '/data', 'subPathExpr': 'of-$(POD)'}] }
            """
        );
        await Eventually.True(() => cluster.Shared("parted", "of-parted/file") == "here\n");
    }

    [Fact]
    public async Task A_subPathExpr_without_its_variable_is_told()
    {
        await using var cluster = await ProcessCluster.Start();
        await cluster.PushShell();
        cluster.Run(
            "lost",
            $$"""
            {'name': 'c', 'image': '{{cluster.Registry}}/sh:1', 'args': ['sleep 600'],
             'volumeMounts': [{'name': 'shared', 'mountPath': '/data', 'subPathExpr': '$(NOSUCH)'}] }
            """
        );
        await Eventually.True(() =>
            cluster.Status("lost").Text("state", "waiting", "reason") == "CreateContainerConfigError"
        );
        Assert.Equal(
            "missing value for \"NOSUCH\"",
            cluster.Status("lost").Text("state", "waiting", "message")
        );
    }

    [Theory]
    [InlineData("{}", 0x180)]
    [InlineData("{'securityContext': {'fsGroup': 2000}}", 0x1A0)]
    public void A_token_can_be_read_by_its_owner_and_the_group_of_the_pod_alone(string spec, int mode)
    {
        var volume = Json(
            "{'projected': {'defaultMode': 420, 'sources': ["
                + "{'serviceAccountToken': {'path': 'token'}}, {'configMap': {'name': 'cfg'}}]}}"
        );
        var content = new VolumeContent(
            Pod("a", spec),
            _ => Json("{'data': {'k': 'v'}}"),
            _ => null,
            _ => "a-token"
        );
        var files = content.Of(volume)!;
        Assert.Equal(mode, files.Single(f => f.Path == "token").Mode);
        Assert.Equal(0x1A4, files.Single(f => f.Path == "k").Mode);
    }

    [Fact]
    public void A_missing_key_is_told_as_the_kubelet_does()
    {
        var volume = Json("{'configMap': {'name': 'cfg', 'items': [{'key': 'nosuch', 'path': 'p'}]}}");
        var content = new VolumeContent(Pod("a"), _ => Json("{'data': {}}"), _ => null, _ => "");
        var failure = Assert.Throws<ContainerConfigurationException>(() => content.Of(volume));
        Assert.Equal("configmap references non-existent config key: nosuch", failure.Message);
    }
}
