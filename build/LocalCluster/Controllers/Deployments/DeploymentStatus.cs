using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Deployments;

/// <summary>
/// The numbers and the Available condition that a Deployment has with its ReplicaSets. Pure.
/// </summary>
internal static class DeploymentStatus
{
    public static JsonObject Of(RolloutState state, DateTimeOffset now)
    {
        var available = RolloutState.Available(state.All);
        var status = (state.Deployment["status"] as JsonObject)?.Copy() ?? [];
        status.SetOrOmit("observedGeneration", state.Deployment.Number("metadata", "generation") ?? 0);
        status.SetOrOmit("replicas", RolloutState.Actual(state.All));
        status.SetOrOmit("updatedReplicas", state.Newest?.Count("status", "replicas") ?? 0);
        status.SetOrOmit("readyReplicas", state.All.Sum(set => set.Count("status", "readyReplicas")));
        status.SetOrOmit("availableReplicas", available);
        status.SetOrOmit(
            "unavailableReplicas",
            Math.Max(0, RolloutState.SpecReplicas(state.All) - available)
        );
        var enough = available >= state.Replicas - state.Limits.Unavailable;
        Conditions.Set(
            status,
            enough
                ? Conditions.Of(
                    "Available",
                    "True",
                    "MinimumReplicasAvailable",
                    "Deployment has minimum availability.",
                    now,
                    withUpdateTime: true
                )
                : Conditions.Of(
                    "Available",
                    "False",
                    "MinimumReplicasUnavailable",
                    "Deployment does not have minimum availability.",
                    now,
                    withUpdateTime: true
                )
        );
        return status;
    }

    /// <summary>Whether all desired pods are available, and no others exist.</summary>
    public static bool IsComplete(RolloutState state, JsonObject status) =>
        status.Count("updatedReplicas") == state.Replicas
        && status.Count("replicas") == state.Replicas
        && status.Count("availableReplicas") == state.Replicas
        && status.Number("observedGeneration") >= state.Deployment.Number("metadata", "generation");
}
