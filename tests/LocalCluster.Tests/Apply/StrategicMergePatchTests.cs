using System.Text.Json.Nodes;
using LocalCluster.Apply;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;

namespace LocalCluster.Tests.Apply;

public sealed class StrategicMergePatchTests
{
    private static readonly StructType s_podSpec = new(
        BuiltInKinds.Load().Types.Single(t => t.FullName == "io.k8s.api.core.v1.PodSpec")
    );

    [Theory]
    [InlineData(
        "an item is merged by its key",
        """{"containers":[{"name":"a","image":"1"},{"name":"b","image":"1"}]}""",
        """{"containers":[{"name":"b","image":"2"}]}""",
        """{"containers":[{"name":"a","image":"1"},{"name":"b","image":"2"}]}"""
    )]
    [InlineData(
        "an item is deleted",
        """{"containers":[{"name":"a"},{"name":"b"}]}""",
        """{"containers":[{"name":"a","$patch":"delete"}]}""",
        """{"containers":[{"name":"b"}]}"""
    )]
    [InlineData(
        "a list is replaced",
        """{"containers":[{"name":"a"}]}""",
        """{"containers":[{"$patch":"replace"},{"name":"c"}]}""",
        """{"containers":[{"name":"c"}]}"""
    )]
    [InlineData(
        "null removes",
        """{"hostname":"h","nodeName":"n"}""",
        """{"hostname":null}""",
        """{"nodeName":"n"}"""
    )]
    [InlineData(
        "an order is kept",
        """{"containers":[{"name":"a"},{"name":"b"}]}""",
        """
            {"$setElementOrder/containers":[{"name":"c"},{"name":"b"},{"name":"a"}],
             "containers":[{"name":"c"}]}
            """,
        """{"containers":[{"name":"c"},{"name":"b"},{"name":"a"}]}"""
    )]
    [InlineData(
        "only retained keys stay",
        """{"volumes":[{"name":"v","emptyDir":{}}]}""",
        """{"volumes":[{"name":"v","$retainKeys":["name","hostPath"],"hostPath":{"path":"/x"}}]}""",
        """{"volumes":[{"name":"v","hostPath":{"path":"/x"}}]}"""
    )]
    [InlineData(
        "an atomic list is replaced",
        """{"tolerations":[{"key":"a"}]}""",
        """{"tolerations":[{"key":"b"}]}""",
        """{"tolerations":[{"key":"b"}]}"""
    )]
    public void A_patch_is_merged(string because, string target, string patch, string expected)
    {
        var result = StrategicMergePatch.Apply(
            s_podSpec,
            JsonNode.Parse(target)!.AsObject(),
            JsonNode.Parse(patch)!.AsObject()
        );
        Assert.True(
            JsonEquality.Same(JsonNode.Parse(expected), result),
            $"{because}: {result.ToJsonString()}"
        );
    }
}
