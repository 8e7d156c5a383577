using System.Text.Json.Nodes;
using Slipway.Pipeline.Planning;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.Planning;

/// <summary>What of a live object a plan is bound to.</summary>
public sealed class PlanDigestTests
{
    private static readonly KubeObject s_live = KubeObject.Parse(
        """
        {
          "apiVersion": "apps/v1", "kind": "Deployment",
          "metadata": {
            "name": "movie", "uid": "1", "resourceVersion": "7", "generation": 2, "labels": { "a": "1", "b": "2" }
          },
          "spec": { "replicas": 2, "paused": false },
          "status": { "replicas": 2 }
        }
        """
    );

    [Theory]
    [InlineData("metadata", "resourceVersion", "\"8\"")]
    [InlineData("metadata", "generation", "3")]
    [InlineData("metadata", "labels", """{ "b": "2", "a": "1" }""")]
    [InlineData("metadata", "managedFields", "[]")]
    [InlineData("metadata", "annotations", """{ "deployment.kubernetes.io/revision": "4" }""")]
    [InlineData("metadata", "annotations", """{ "autoscaling.alpha.kubernetes.io/conditions": "[]" }""")]
    [InlineData("status", "replicas", "1")]
    public void What_nobody_decided_may_change(string part, string field, string value) =>
        Assert.Equal(Digest(s_live), Digest(Changed(part, field, value)));

    [Theory]
    [InlineData("metadata", "uid", "\"2\"")]
    [InlineData("metadata", "labels", """{ "a": "1" }""")]
    [InlineData("metadata", "annotations", """{ "example.com/a": "1" }""")]
    [InlineData("spec", "paused", "true")]
    [InlineData("spec", "replicas", "3")]
    public void What_somebody_decided_may_not(string part, string field, string value) =>
        Assert.NotEqual(Digest(s_live), Digest(Changed(part, field, value)));

    [Fact]
    public void A_number_of_pods_counts_only_where_it_is_applied()
    {
        var open = s_live.With(json => json["spec"]!.AsObject().Remove("replicas"));
        var digest = new PlanDigest("salt");
        Assert.Equal(digest.OfLive(s_live, open), digest.OfLive(Changed("spec", "replicas", "3"), open));
    }

    [Fact]
    public void Another_salt_makes_other_digests() =>
        Assert.NotEqual(Digest(s_live), new PlanDigest("pepper").OfLive(s_live, s_live));

    private static LiveState Digest(KubeObject live) => new PlanDigest("salt").OfLive(live, s_live);

    private static KubeObject Changed(string part, string field, string value) =>
        s_live.With(json => json[part]![field] = JsonNode.Parse(value));
}
