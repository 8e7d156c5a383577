using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.ReplicaSets;

/// <summary>The status that a ReplicaSet has with these pods. Pure.</summary>
internal static class ReplicaSetStatus
{
    public static JsonObject Of(
        JsonObject set,
        IReadOnlyCollection<JsonObject> pods,
        ReplicaSetFailure? failure,
        DateTimeOffset now
    )
    {
        var labels = set.Map("spec", "template", "metadata", "labels");
        var minReady = set.Number("spec", "minReadySeconds") ?? 0;
        var status = (set["status"] as JsonObject)?.Copy() ?? [];
        status["replicas"] = pods.Count;
        status.SetOrOmit("fullyLabeledReplicas", pods.Count(pod => HasAll(pod.Labels(), labels)));
        status.SetOrOmit("readyReplicas", pods.Count(Pods.IsReady));
        status.SetOrOmit("availableReplicas", pods.Count(pod => Pods.IsAvailable(pod, minReady, now)));
        status.SetOrOmit("observedGeneration", set.Number("metadata", "generation") ?? 0);
        if (failure is null)
            Conditions.Remove(status, "ReplicaFailure");
        else
            Conditions.Set(
                status,
                Conditions.Of("ReplicaFailure", "True", failure.Reason, failure.Message, now)
            );
        if (status["conditions"] is JsonArray { Count: 0 })
            status.Remove("conditions");
        return status;
    }

    private static bool HasAll(
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> wanted
    ) => wanted.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);
}

/// <summary>Why pods could not be created or deleted: <c>FailedCreate</c> or <c>FailedDelete</c>.</summary>
internal sealed record ReplicaSetFailure(string Reason, string Message);
