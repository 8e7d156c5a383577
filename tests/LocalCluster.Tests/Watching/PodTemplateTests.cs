using LocalCluster.Watching;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Watching;

public sealed class PodTemplateTests
{
    [Fact]
    public void Templates_are_the_same_whatever_the_order_of_their_fields()
    {
        var one = Json(
            "{'metadata': {'labels': {'a': '1', 'b': '2'}, 'creationTimestamp': null}, 'spec': {'x': 1}}"
        );
        var other = Json(
            "{'spec': {'x': 1}, 'metadata': {'labels': {'b': '2', 'pod-template-hash': 'h', 'a': '1'}}}"
        );
        Assert.True(PodTemplate.Same(one, other));
        Assert.Equal(PodTemplate.Hash(one, 0), PodTemplate.Hash(other, 0));
        Assert.NotEqual(PodTemplate.Hash(one, 0), PodTemplate.Hash(one, 1));
    }
}
