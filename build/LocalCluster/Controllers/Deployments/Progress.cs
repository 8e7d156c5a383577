using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Deployments;

/// <summary>The Progressing and ReplicaFailure conditions of a Deployment. Pure.</summary>
internal static class Progress
{
    private const long NoDeadline = int.MaxValue;

    public static bool HasDeadline(JsonObject deployment) =>
        deployment.Number("spec", "progressDeadlineSeconds") is { } seconds && seconds != NoDeadline;

    public static JsonObject Condition(string status, string reason, string message, DateTimeOffset now) =>
        Conditions.Of("Progressing", status, reason, message, now, withUpdateTime: true);

    /// <summary>
    /// Brings the conditions of a status that was computed for <paramref name="state"/> up to date.
    /// </summary>
    public static void Update(RolloutState state, JsonObject status, DateTimeOffset now)
    {
        var before = state.Deployment["status"];
        var known = Conditions.Find(before, "Progressing");
        var wasComplete =
            status.Count("replicas") == status.Count("updatedReplicas")
            && known.Text("reason") == "NewReplicaSetAvailable";
        if (!HasDeadline(state.Deployment))
            Conditions.Remove(status, "Progressing");
        else if (!wasComplete)
            Judge(state, status, before, known, now);
        NoteFailure(state, status);
    }

    /// <summary>When to check the deadline again; null if nothing can time out.</summary>
    public static TimeSpan? UntilDeadline(RolloutState state, JsonObject status, DateTimeOffset now)
    {
        var known = Conditions.Find(status, "Progressing");
        if (
            !HasDeadline(state.Deployment)
            || known is null
            || DeploymentStatus.IsComplete(state, status)
            || known.Text("reason")
                is "ProgressDeadlineExceeded"
                    or "NewReplicaSetAvailable"
                    or "DeploymentPaused"
        )
            return null;
        var left = Deadline(state, known) - now;
        return left > TimeSpan.Zero ? left + TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(1);
    }

    private static void Judge(
        RolloutState state,
        JsonObject status,
        JsonNode? before,
        JsonObject? known,
        DateTimeOffset now
    )
    {
        var what = state.Newest is { } newest
            ? $"ReplicaSet \"{newest.Name()}\""
            : $"Deployment \"{state.Deployment.Name()}\"";
        if (DeploymentStatus.IsComplete(state, status))
        {
            Conditions.Set(
                status,
                Condition("True", "NewReplicaSetAvailable", $"{what} has successfully progressed.", now)
            );
        }
        else if (HasMoved(before, status))
        {
            var moved = Condition("True", "ReplicaSetUpdated", $"{what} is progressing.", now);
            if (known.Text("status") == "True")
                moved["lastTransitionTime"] = known.Text("lastTransitionTime");
            Conditions.Remove(status, "Progressing");
            Conditions.Set(status, moved);
        }
        else if (known is not null && IsTimedOut(state, known, now))
        {
            Conditions.Set(
                status,
                Condition("False", "ProgressDeadlineExceeded", $"{what} has timed out progressing.", now)
            );
        }
    }

    private static bool HasMoved(JsonNode? before, JsonObject status)
    {
        static int Left(JsonNode? status) => status.Count("replicas") - status.Count("updatedReplicas");
        return status.Count("updatedReplicas") > before.Count("updatedReplicas")
            || Left(status) < Left(before)
            || status.Count("readyReplicas") > before.Count("readyReplicas")
            || status.Count("availableReplicas") > before.Count("availableReplicas");
    }

    private static bool IsTimedOut(RolloutState state, JsonObject known, DateTimeOffset now) =>
        known.Text("reason") switch
        {
            "NewReplicaSetAvailable" => false,
            "ProgressDeadlineExceeded" => true,
            _ => Deadline(state, known) < now,
        };

    private static DateTimeOffset Deadline(RolloutState state, JsonObject known) =>
        (known.Time("lastUpdateTime") ?? default)
        + TimeSpan.FromSeconds(state.Deployment.Number("spec", "progressDeadlineSeconds") ?? 0);

    private static void NoteFailure(RolloutState state, JsonObject status)
    {
        var failed = (state.Newest is null ? state.Old : [state.Newest, .. state.Old])
            .Select(set => Conditions.Find(set["status"], "ReplicaFailure"))
            .FirstOrDefault(condition => condition is not null);
        if (failed is null)
            Conditions.Remove(status, "ReplicaFailure");
        else
            Conditions.Set(status, failed.Copy());
    }
}
