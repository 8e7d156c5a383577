using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Jobs;

/// <summary>Runs the pods of a Job until enough have succeeded, or the Job fails.</summary>
internal sealed class JobController(ClusterView view, EventRecorder events, TimeProvider time) : IController
{
    private readonly JobTracking _tally = new(view);

    public string Name => "job-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } = [Kinds.Job, Kinds.Pod];

    public IEnumerable<ObjectName> Affected(Change change) => Interest.OwnerOrSelf(change, Kinds.Job, view);

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.Job, key.Namespace, key.Name) is not { } job)
        {
            ReleaseLeft(key);
            return null;
        }
        if (job.IsBeingDeleted() || IsFinished(job))
        {
            foreach (var pod in view.OwnedBy(Kinds.Pod, job.Uid()).Where(JobPods.IsTracked))
                _tally.Release(pod);
            return job.IsBeingDeleted() ? null : Expire(job);
        }
        // One snapshot for both: a pod that ends in between would be neither active nor counted, and be
        // replaced.
        var pods = view.OwnedBy(Kinds.Pod, job.Uid());
        job = _tally.Count(Begun(job), pods);
        var now = time.GetUtcNow();
        var active = pods.Where(Pods.IsActive).ToList();
        var end = JobOutcome.End(job, active, active.Sum(Pods.Restarts), now);
        var pause = end is null ? Fit(job, active, now) : Stop(active);
        WriteStatus(job, active, end, now);
        return Sooner(pause, JobOutcome.Deadline(job) - now);
    }

    public static bool IsFinished(JsonObject job) =>
        Conditions.IsTrue(job["status"], "Complete") || Conditions.IsTrue(job["status"], "Failed");

    private JsonObject Begun(JsonObject job)
    {
        if (job.Text("status", "startTime") is not null || job.Flag("spec", "suspend"))
            return job;
        var begun = job.Copy();
        begun.Child("status")["startTime"] = time.GetUtcNow().Stamp();
        begun.Child("status").Child("uncountedTerminatedPods");
        return view.UpdateStatus(Kinds.Job, begun);
    }

    /// <returns>How long to wait before the next pod may start.</returns>
    private TimeSpan? Fit(JsonObject job, List<JsonObject> active, DateTimeOffset now)
    {
        var missing = JobOutcome.Wanted(job, active.Count) - active.Count;
        if (missing < 0)
        {
            foreach (var pod in ReplicaSets.DeletionOrder.Of(active).Take(-missing).ToArray())
                Remove(pod, active);
            return null;
        }
        var failures = job.Count("status", "failed");
        var last = view.OwnedBy(Kinds.Pod, job.Uid())
            .Where(pod => Pods.Phase(pod) == "Failed")
            .Select(FailedAt)
            .DefaultIfEmpty(DateTimeOffset.MinValue)
            .Max();
        var wait =
            missing == 0 || last == DateTimeOffset.MinValue
                ? TimeSpan.Zero
                : last + JobOutcome.Pause(failures) - now;
        if (wait > TimeSpan.Zero)
            return wait;
        for (var i = 0; i < missing; i++)
            Add(job, active);
        return null;
    }

    private void Add(JsonObject job, List<JsonObject> active)
    {
        int? index = JobPods.IsIndexed(job)
            ? Enumerable
                .Range(0, job.Count("spec", "completions"))
                .Except(JobPods.Indexes(job.Text("status", "completedIndexes")))
                .Except(active.Select(JobPods.Index).OfType<int>())
                .Cast<int?>()
                .FirstOrDefault()
            : null;
        if (JobPods.IsIndexed(job) && index is null)
            return;
        JsonObject pod;
        try
        {
            pod = view.Create(Kinds.Pod, JobPods.New(job, index));
        }
        catch (ApiException e)
        {
            events.Warning(EventSource.Job, Kinds.Job, job, "FailedCreate", $"Error creating: {e.Message}");
            throw;
        }
        active.Add(pod);
        events.Normal(EventSource.Job, Kinds.Job, job, "SuccessfulCreate", $"Created pod: {pod.Name()}");
    }

    private TimeSpan? Stop(List<JsonObject> active)
    {
        foreach (var pod in active.ToArray())
            Remove(pod, active);
        return null;
    }

    private void Remove(JsonObject pod, List<JsonObject> active)
    {
        view.Delete(Kinds.Pod, pod);
        active.Remove(pod);
    }

    private void WriteStatus(JsonObject job, List<JsonObject> active, JobEnd? end, DateTimeOffset now)
    {
        var updated = job.Copy();
        var status = updated.Child("status");
        status.SetOrOmit("active", active.Count);
        status["ready"] = active.Count(Pods.IsReady);
        NoteSuspension(job, status, now);
        if (end is not null)
        {
            var condition = Conditions.Of(end.Type, "True", end.Reason, end.Message, now);
            condition["lastProbeTime"] = now.Stamp();
            Conditions.Set(status, condition);
            if (end.Type == "Complete")
                status["completionTime"] = now.Stamp();
        }
        if (JsonNode.DeepEquals(updated, job))
            return;
        view.UpdateStatus(Kinds.Job, updated);
        if (end?.Type == "Complete")
            events.Normal(EventSource.Job, Kinds.Job, job, "Completed", "Job completed");
        else if (end is not null)
            events.Warning(EventSource.Job, Kinds.Job, job, end.Reason, end.Message);
    }

    private void NoteSuspension(JsonObject job, JsonObject status, DateTimeOffset now)
    {
        var known = Conditions.Find(status, "Suspended");
        if (job.Flag("spec", "suspend") && known.Text("status") != "True")
        {
            Conditions.Set(status, Conditions.Of("Suspended", "True", "JobSuspended", "Job suspended", now));
            status.Remove("startTime");
            events.Normal(EventSource.Job, Kinds.Job, job, "Suspended", "Job suspended");
        }
        else if (!job.Flag("spec", "suspend") && known.Text("status") == "True")
        {
            Conditions.Set(status, Conditions.Of("Suspended", "False", "JobResumed", "Job resumed", now));
            events.Normal(EventSource.Job, Kinds.Job, job, "Resumed", "Job resumed");
        }
    }

    private TimeSpan? Expire(JsonObject job)
    {
        if (job.Number("spec", "ttlSecondsAfterFinished") is not { } ttl)
            return null;
        var finished = new[] { "Complete", "Failed" }
            .Select(type => Conditions.Find(job["status"], type).Time("lastTransitionTime"))
            .First(t => t is not null)!;
        var left = finished.Value + TimeSpan.FromSeconds(ttl) - time.GetUtcNow();
        if (left > TimeSpan.Zero)
            return left;
        view.Delete(Kinds.Job, job, "Foreground");
        return null;
    }

    private void ReleaseLeft(ObjectName key)
    {
        foreach (var pod in view.List(Kinds.Pod, key.Namespace).Where(JobPods.IsTracked))
        {
            if (Owners.ControllerOf(pod) is { Kind: "Job" } owner && owner.Name == key.Name)
                _tally.Release(pod);
        }
    }

    private static DateTimeOffset FailedAt(JsonObject pod) =>
        pod.Items("status", "containerStatuses")
            .Select(status => status.Time("state", "terminated", "finishedAt") ?? pod.Created())
            .DefaultIfEmpty(pod.Created())
            .Max();

    private static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) =>
        one is null ? other
        : other is null || one < other ? one
        : other;
}
