using System.Text.Json.Nodes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>What somebody edited into a list of the live object is named.</summary>
public sealed class ForeignItemsTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    private const string Desired = """{"ports":[{"name":"http","port":8080}],"containers":[{"name":"c"}]}""";

    [Theory]
    [InlineData(
        "kubectl-edit",
        """{"f:ports":{"k:{\"port\":9090,\"protocol\":\"TCP\"}":{".":{},"f:port":{}}}}""",
        ".spec.ports[port=9090,protocol=TCP]"
    )]
    [InlineData(
        "kubectl-edit",
        """{"f:ports":{"k:{\"port\":8080,\"protocol\":\"TCP\"}":{"f:targetPort":{}}}}""",
        null
    )]
    [InlineData("slipway", """{"f:ports":{"k:{\"port\":9090,\"protocol\":\"TCP\"}":{".":{}}}}""", null)]
    // A list that the manifest leaves to others is theirs.
    [InlineData("kubectl-edit", """{"f:volumes":{"k:{\"name\":\"v\"}":{".":{}}}}""", null)]
    [InlineData("kubectl-edit", """{"f:ports":{"k:no JSON":{".":{}}}}""", null)]
    public void An_item_that_is_not_in_the_manifest_is_found_with_who_added_it(
        string manager,
        string fields,
        string? found
    )
    {
        var items = ForeignItems.In(
            Web(
                $$"""
                "managedFields":[{"manager":"{{manager}}","operation":"Apply","fieldsV1":{"f:spec":{{fields}} } }]
                """
            ),
            Web("\"labels\":{}")
        );
        Assert.Equal(found is null ? [] : [new FieldConflict(found, manager)], items);
    }

    [Fact]
    public async Task A_port_that_was_edited_by_hand_is_named_when_the_manifest_no_longer_fits()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var address = Shop.Address(stage.Namespace, "movie");
        await stage.DeployAsync("1.0.0", address);
        await stage.Cluster.JsonPatchAsync(
            ObjectKey.Of(address),
            new JsonArray(
                new JsonObject
                {
                    ["op"] = "replace",
                    ["path"] = "/spec/ports/0/port",
                    ["value"] = 9090,
                }
            ),
            Stage.Stop
        );

        var e = await Assert.ThrowsAsync<ForeignItemsRefusal>(() => stage.DeployAsync("1.1.0", address));

        Assert.Contains(".spec.ports[port=9090,protocol=TCP] is not in the manifest", e.What);
        Assert.Contains($"kubectl edit service/movie --namespace {stage.Namespace}", e.Next);
    }

    private static KubeObject Web(string metadata) =>
        KubeObject.Parse(
            """{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","""
                + metadata
                + """},"spec":"""
                + Desired
                + "}"
        );
}
