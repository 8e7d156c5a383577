using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Deployments;

/// <summary>The ReplicaSet that a Deployment's present template needs. Pure.</summary>
internal static class ReplicaSetOf
{
    public static JsonObject Deployment(RolloutState state, long revision)
    {
        var deployment = state.Deployment;
        var hash = PodTemplate.Hash(
            deployment.At("spec", "template"),
            deployment.Count("status", "collisionCount")
        );
        var template = (JsonObject)deployment.At("spec", "template")!.DeepClone();
        template.Child("metadata").Child("labels")[PodTemplate.HashLabel] = hash;
        var selector = deployment.At("spec", "selector")?.DeepClone() as JsonObject ?? [];
        selector.Child("matchLabels")[PodTemplate.HashLabel] = hash;
        var spec = new JsonObject
        {
            ["replicas"] = RollingUpdate.NewestSize(state with { Newest = null }),
            ["selector"] = selector,
            ["template"] = template,
        };
        if (deployment.Number("spec", "minReadySeconds") is > 0 and { } seconds)
            spec["minReadySeconds"] = seconds;
        var set = new JsonObject
        {
            ["apiVersion"] = Kinds.ReplicaSet.ApiVersion,
            ["kind"] = Kinds.ReplicaSet.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name()}-{hash}",
                ["namespace"] = deployment.NamespaceName(),
                ["labels"] = template.At("metadata", "labels")!.DeepClone(),
                ["ownerReferences"] = new JsonArray(Owners.Reference(Kinds.Deployment, deployment)),
            },
            ["spec"] = spec,
        };
        Revisions.Annotate(set, deployment, revision);
        Revisions.NoteSize(set, state.Replicas, state.Replicas + state.Limits.Surge);
        return set;
    }
}
