using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Jobs;

/// <summary>
/// Counts each finished pod of a Job exactly once, despite crashes: first their uids are added to the status,
/// then their finalizers are removed, then the uids become counts.
/// </summary>
internal sealed class JobTracking(ClusterView view)
{
    /// <returns>The Job after counting.</returns>
    public JsonObject Count(JsonObject job, IReadOnlyList<JsonObject> pods)
    {
        var over = pods.Where(pod => JobPods.IsTracked(pod) && JobPods.IsOver(pod)).ToArray();
        var noted = Note(job, over);
        foreach (var pod in over)
            Release(pod);
        return Settle(noted, over);
    }

    public void Release(JsonObject pod)
    {
        var released = pod.Copy();
        var left = pod.Strings("metadata", "finalizers")
            .Where(name => name != JobPods.Finalizer)
            .Select(name => JsonValue.Create(name));
        released.Child("metadata")["finalizers"] = new JsonArray([.. left]);
        try
        {
            view.Update(Kinds.Pod, released);
        }
        catch (ApiException e) when (e.Code == 404)
        {
            // It is deleted already.
        }
    }

    private JsonObject Note(JsonObject job, JsonObject[] over)
    {
        if (over.Length == 0)
            return job;
        var noted = job.Copy();
        var uncounted = noted.Child("status").Child("uncountedTerminatedPods");
        foreach (var pod in over)
        {
            var list = Pods.Phase(pod) == "Succeeded" ? "succeeded" : "failed";
            if (uncounted[list] is not JsonArray ids)
                uncounted[list] = ids = [];
            if (!uncounted.Strings(list).Contains(pod.Uid()))
                ids.Add(pod.Uid());
        }
        return JsonNode.DeepEquals(noted, job) ? job : view.UpdateStatus(Kinds.Job, noted);
    }

    private JsonObject Settle(JsonObject job, JsonObject[] over)
    {
        var succeeded = job.Strings("status", "uncountedTerminatedPods", "succeeded").ToArray();
        var failed = job.Strings("status", "uncountedTerminatedPods", "failed").ToArray();
        if (succeeded.Length + failed.Length == 0)
            return job;
        var settled = job.Copy();
        var status = settled.Child("status");
        status["uncountedTerminatedPods"] = new JsonObject();
        if (JobPods.IsIndexed(job))
        {
            var done = over.Where(pod => Pods.Phase(pod) == "Succeeded")
                .Select(JobPods.Index)
                .OfType<int>()
                .Concat(JobPods.Indexes(status.Text("completedIndexes")))
                .ToHashSet();
            status["completedIndexes"] = JobPods.Ranges(done);
            status.SetOrOmit("succeeded", done.Count);
        }
        else
        {
            status.SetOrOmit("succeeded", status.Count("succeeded") + succeeded.Length);
        }
        status.SetOrOmit("failed", status.Count("failed") + failed.Length);
        return view.UpdateStatus(Kinds.Job, settled);
    }
}
