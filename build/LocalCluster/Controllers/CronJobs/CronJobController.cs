using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Controllers.Jobs;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.CronJobs;

/// <summary>Creates the Jobs of a CronJob when they are due.</summary>
internal sealed class CronJobController(ClusterView view, EventRecorder events, TimeProvider time)
    : IController
{
    public string Name => "cronjob-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } = [Kinds.CronJob, Kinds.Job];

    public IEnumerable<ObjectName> Affected(Change change) =>
        change.Kind == Kinds.CronJob ? [ObjectName.Of(change.Object)]
        : Owners.ControllerOf(change.Object) is { Kind: "CronJob" } owner
            ? [new ObjectName(change.Object.NamespaceName(), owner.Name)]
        : [];

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.CronJob, key.Namespace, key.Name) is not { } cron || cron.IsBeingDeleted())
            return null;
        var jobs = view.OwnedBy(Kinds.Job, cron.Uid());
        cron = WriteStatus(cron, jobs, null);
        DropHistory(cron, jobs);
        if (
            CronSchedule.TryParse(cron.Text("spec", "schedule") ?? "") is not { } schedule
            || Zone(cron) is not { } zone
        )
        {
            events.Warning(
                EventSource.CronJob,
                Kinds.CronJob,
                cron,
                "UnparseableSchedule",
                $"unparseable schedule: {cron.Text("spec", "schedule")}"
            );
            return null;
        }
        if (cron.Flag("spec", "suspend"))
            return null;
        var now = time.GetUtcNow();
        if (CronDue.Latest(cron, schedule, zone, now) is { } due)
            Start(cron, jobs, due);
        return schedule.After(now, zone) - now + TimeSpan.FromMilliseconds(100);
    }

    private void Start(JsonObject cron, IReadOnlyList<JsonObject> jobs, DateTimeOffset due)
    {
        var active = jobs.Where(job => !JobController.IsFinished(job)).ToArray();
        var policy = cron.Text("spec", "concurrencyPolicy");
        if (policy == "Forbid" && active.Length > 0)
        {
            events.Normal(
                EventSource.CronJob,
                Kinds.CronJob,
                cron,
                "JobAlreadyActive",
                "Not starting job because prior execution is running and concurrency policy is Forbid"
            );
            return;
        }
        foreach (var replaced in policy == "Replace" ? active : [])
        {
            view.Delete(Kinds.Job, replaced);
            events.Normal(
                EventSource.CronJob,
                Kinds.CronJob,
                cron,
                "SuccessfulDelete",
                $"Deleted job {replaced.Name()}"
            );
        }
        try
        {
            var job = view.Create(Kinds.Job, NewJob(cron, due));
            events.Normal(
                EventSource.CronJob,
                Kinds.CronJob,
                cron,
                "SuccessfulCreate",
                $"Created job {job.Name()}"
            );
        }
        catch (ApiException e) when (e.Reason == "AlreadyExists")
        {
            // It was created before the status was written.
        }
        WriteStatus(cron, view.OwnedBy(Kinds.Job, cron.Uid()), due);
    }

    private static JsonObject NewJob(JsonObject cron, DateTimeOffset due)
    {
        var minutes = due.ToUnixTimeSeconds() / 60;
        var template = cron.At("spec", "jobTemplate");
        var metadata = new JsonObject
        {
            ["name"] = string.Create(CultureInfo.InvariantCulture, $"{cron.Name()}-{minutes}"),
            ["namespace"] = cron.NamespaceName(),
            ["ownerReferences"] = new JsonArray(Owners.Reference(Kinds.CronJob, cron)),
        };
        foreach (var field in new[] { "labels", "annotations" })
            metadata[field] = template.At("metadata", field)?.DeepClone() ?? new JsonObject();
        metadata.Child("annotations")["batch.kubernetes.io/cronjob-scheduled-timestamp"] = due.Stamp();
        return new JsonObject
        {
            ["apiVersion"] = Kinds.Job.ApiVersion,
            ["kind"] = Kinds.Job.Kind,
            ["metadata"] = metadata,
            ["spec"] = template.At("spec")?.DeepClone(),
        };
    }

    private JsonObject WriteStatus(JsonObject cron, IReadOnlyList<JsonObject> jobs, DateTimeOffset? scheduled)
    {
        var updated = cron.Copy();
        var status = updated.Child("status");
        var active = jobs.Where(job => !JobController.IsFinished(job))
            .Select(job => new JsonObject
            {
                ["apiVersion"] = Kinds.Job.ApiVersion,
                ["kind"] = Kinds.Job.Kind,
                ["name"] = job.Name(),
                ["namespace"] = job.NamespaceName(),
                ["uid"] = job.Uid(),
            })
            .ToArray();
        foreach (
            var ended in cron.Items("status", "active")
                .Where(a => active.All(b => b.Text("uid") != a.Text("uid")))
        )
            Tell(cron, jobs.FirstOrDefault(job => job.Uid() == ended.Text("uid")));
        if (active.Length > 0)
            status["active"] = new JsonArray([.. active]);
        else
            status.Remove("active");
        if (scheduled is { } at)
            status["lastScheduleTime"] = at.Stamp();
        var succeeded = jobs.Select(job => job.Text("status", "completionTime"))
            .OfType<string>()
            .DefaultIfEmpty("")
            .Max();
        if (!string.IsNullOrEmpty(succeeded))
            status["lastSuccessfulTime"] = succeeded;
        return
            JsonNode.DeepEquals(updated["status"], cron["status"])
            || (cron["status"] is null && status.Count == 0)
            ? cron
            : view.UpdateStatus(Kinds.CronJob, updated);
    }

    private void Tell(JsonObject cron, JsonObject? job)
    {
        if (job is null)
            return;
        var how = Conditions.IsTrue(job["status"], "Complete") ? "Complete" : "Failed";
        events.Normal(
            EventSource.CronJob,
            Kinds.CronJob,
            cron,
            "SawCompletedJob",
            $"Saw completed job: {job.Name()}, condition: {how}"
        );
    }

    private void DropHistory(JsonObject cron, IReadOnlyList<JsonObject> jobs)
    {
        foreach (
            var (type, limit) in new[]
            {
                ("Complete", cron.Number("spec", "successfulJobsHistoryLimit") ?? 3),
                ("Failed", cron.Number("spec", "failedJobsHistoryLimit") ?? 1),
            }
        )
        {
            var ended = jobs.Where(job => Conditions.IsTrue(job["status"], type))
                .OrderByDescending(job => job.Created());
            foreach (var old in ended.Skip((int)limit))
                view.Delete(Kinds.Job, old);
        }
    }

    private static TimeZoneInfo? Zone(JsonObject cron) =>
        cron.Text("spec", "timeZone") is not { } name ? TimeZoneInfo.Local
        : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone
        : null;
}
