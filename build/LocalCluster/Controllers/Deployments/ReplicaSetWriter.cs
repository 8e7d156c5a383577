using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Deployments;

/// <summary>Creates, sizes and removes the ReplicaSets of a Deployment.</summary>
internal sealed class ReplicaSetWriter(ClusterView view, EventRecorder events)
{
    private const string Progressing = "Progressing";

    /// <summary>
    /// Makes sure that the current template has a ReplicaSet, and that both have the newest revision.
    /// </summary>
    public RolloutState EnsureNewest(RolloutState state, DateTimeOffset now)
    {
        var revision = Revisions.Highest(state.Old) + 1;
        if (state.Newest is null)
            return Create(state, revision, now);
        var renewed = state.Newest.Copy();
        Revisions.Annotate(renewed, state.Deployment, revision);
        var minReady = state.Deployment.Number("spec", "minReadySeconds") ?? 0;
        renewed.Child("spec").SetOrOmit("minReadySeconds", minReady);
        if (!JsonNode.DeepEquals(renewed, state.Newest))
            state = state with { Newest = view.Update(Kinds.ReplicaSet, renewed) };
        return Note(state, () =>
            Conditions.Find(state.Deployment["status"], Progressing) is null
                ? Progress.Condition(
                    "True",
                    "FoundNewReplicaSet",
                    $"Found new replica set \"{renewed.Name()}\"",
                    now
                )
                : null
        );
    }

    public RolloutState Resize(RolloutState state, IEnumerable<Resize> resizes)
    {
        var written = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (set, replicas) in resizes)
        {
            var before = set.Count("spec", "replicas");
            var updated = set.Copy();
            updated.Child("spec")["replicas"] = replicas;
            var noted = Revisions.NoteSize(updated, state.Replicas, state.Replicas + state.Limits.Surge);
            if (before == replicas && !noted)
                continue;
            written[set.Name()] = view.Update(Kinds.ReplicaSet, updated);
            if (before != replicas)
                Say(
                    state.Deployment,
                    $"Scaled {(replicas > before ? "up" : "down")} replica set {set.Name()}"
                        + $" to {replicas} from {before}"
                );
        }
        return state.With(written);
    }

    /// <summary>Removes the oldest empty ReplicaSets beyond <c>revisionHistoryLimit</c>.</summary>
    public void DropHistory(RolloutState state)
    {
        if (state.Deployment.Number("spec", "revisionHistoryLimit") is not { } limit)
            return;
        var excess = state.Old.Count - (int)Math.Min(limit, int.MaxValue);
        foreach (var set in state.Old.OrderBy(Revisions.Of).Take(Math.Max(0, excess)))
        {
            if (
                set.Count("status", "replicas") == 0
                && set.Count("spec", "replicas") == 0
                && !set.IsBeingDeleted()
                && set.Number("metadata", "generation") <= set.Number("status", "observedGeneration")
            )
                view.Delete(Kinds.ReplicaSet, set);
        }
    }

    private RolloutState Create(RolloutState state, long revision, DateTimeOffset now)
    {
        var wanted = ReplicaSetOf.Deployment(state, revision);
        try
        {
            state = state with { Newest = view.Create(Kinds.ReplicaSet, wanted) };
        }
        catch (ApiException e) when (e.Reason == "AlreadyExists")
        {
            return Collided(state, wanted);
        }
        catch (ApiException e)
        {
            Note(state, () =>
                Progress.Condition(
                    "False",
                    "ReplicaSetCreateError",
                    $"Failed to create new replica set \"{wanted.Name()}\": {e.Message}",
                    now
                )
            );
            throw;
        }
        var replicas = state.Newest.Count("spec", "replicas");
        if (replicas > 0)
            Say(state.Deployment, $"Scaled up replica set {wanted.Name()} to {replicas}");
        return Note(state, () =>
            Progress.HasDeadline(state.Deployment)
                ? Progress.Condition(
                    "True",
                    "NewReplicaSetCreated",
                    $"Created new replica set \"{wanted.Name()}\"",
                    now
                )
                : null
        );
    }

    /// <summary>
    /// The name exists. If it is our own set, the view was stale; if it has another template, the hash
    /// collided and the next try uses another one.
    /// </summary>
    private RolloutState Collided(RolloutState state, JsonObject wanted)
    {
        var known = view.Refresh(Kinds.ReplicaSet, wanted.NamespaceName(), wanted.Name());
        var isOurs =
            known is not null
            && known.IsControlledBy(state.Deployment)
            && PodTemplate.Same(known.At("spec", "template"), state.Deployment.At("spec", "template"));
        if (isOurs)
            return state with { Newest = known };
        var updated = state.Deployment.Copy();
        var status = updated.Child("status");
        status["collisionCount"] = status.Count("collisionCount") + 1;
        view.UpdateStatus(Kinds.Deployment, updated);
        throw new ApiException(
            409,
            "AlreadyExists",
            $"The name {wanted.Name()} is taken by another template."
        );
    }

    private RolloutState Note(RolloutState state, Func<JsonObject?> condition)
    {
        var deployment = state.Deployment;
        var revision = state.Newest is null ? 0 : Revisions.Of(state.Newest);
        if (revision > 0 && Revisions.Of(deployment) != revision)
        {
            var annotated = deployment.Copy();
            annotated.Child("metadata").Child("annotations")[Revisions.Revision] = revision.ToString(
                CultureInfo.InvariantCulture
            );
            // The real controller writes the annotation with the status, and so owns it there.
            deployment = view.UpdateStatus(Kinds.Deployment, annotated);
        }
        if (condition() is { } noted)
        {
            var updated = deployment.Copy();
            Conditions.Set(updated.Child("status"), noted);
            if (!JsonNode.DeepEquals(updated, deployment))
                deployment = view.UpdateStatus(Kinds.Deployment, updated);
        }
        return state with { Deployment = deployment };
    }

    private void Say(JsonObject deployment, string message) =>
        events.Normal(EventSource.Deployment, Kinds.Deployment, deployment, "ScalingReplicaSet", message);
}
