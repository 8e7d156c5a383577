using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Api.Http.Tables;

/// <summary>Columns of the kinds that run pods.</summary>
internal static class WorkloadColumns
{
    private static readonly string[] s_pods = ["spec", "template", "spec"];

    public static IEnumerable<KindColumns> All =>
        [
            new(
                "Deployment",
                [
                    Columns.Name,
                    new("Ready", "string", false, (o, _) => Ready(o)),
                    Columns.Number("Up-to-date", "status", "updatedReplicas"),
                    Columns.Number("Available", "status", "availableReplicas"),
                    Columns.Age,
                    .. Columns.Template(s_pods),
                    Columns.Selector("spec", "selector"),
                ]
            ),
            new(
                "ReplicaSet",
                [
                    Columns.Name,
                    Columns.Number("Desired", "spec", "replicas"),
                    Columns.Number("Current", "status", "replicas"),
                    Columns.Number("Ready", "status", "readyReplicas"),
                    Columns.Age,
                    .. Columns.Template(s_pods),
                    Columns.Selector("spec", "selector"),
                ]
            ),
            new(
                "StatefulSet",
                [
                    Columns.Name,
                    new("Ready", "string", false, (o, _) => Ready(o)),
                    Columns.Age,
                    .. Columns.Template(s_pods),
                ]
            ),
            new(
                "DaemonSet",
                [
                    Columns.Name,
                    Columns.Number("Desired", "status", "desiredNumberScheduled"),
                    Columns.Number("Current", "status", "currentNumberScheduled"),
                    Columns.Number("Ready", "status", "numberReady"),
                    Columns.Number("Up-to-date", "status", "updatedNumberScheduled"),
                    Columns.Number("Available", "status", "numberAvailable"),
                    Columns.Text("Node Selector", o =>
                        LabelSelectors.Show(o.Object("spec", "template", "spec", "nodeSelector"))
                    ),
                    Columns.Age,
                    .. Columns.Template(s_pods),
                    Columns.Selector("spec", "selector"),
                ]
            ),
            new(
                "Job",
                [
                    Columns.Name,
                    new("Status", "string", false, (o, _) => JobStatus(o)),
                    new("Completions", "string", false, (o, _) => Completions(o)),
                    new("Duration", "string", false, (o, now) => Duration(o, now)),
                    Columns.Age,
                    .. Columns.Template(s_pods),
                    Columns.Selector("spec", "selector"),
                ]
            ),
            new(
                "CronJob",
                [
                    Columns.Name,
                    Columns.Text("Schedule", o => o.Text("spec", "schedule")),
                    Columns.Text("Timezone", o => o.Text("spec", "timeZone")),
                    new("Suspend", "boolean", false, (o, _) => o.Flag("spec", "suspend") ? "True" : "False"),
                    new("Active", "integer", false, (o, _) => o.Items("status", "active").Count()),
                    Columns.Since("Last Schedule", "status", "lastScheduleTime"),
                    Columns.Age,
                    .. Columns.Template("spec", "jobTemplate", "spec", "template", "spec"),
                    Columns.Selector("spec", "jobTemplate", "spec", "selector"),
                ]
            ),
            new(
                "ControllerRevision",
                [
                    Columns.Name,
                    Columns.Text("Controller", Controller),
                    Columns.Number("Revision", "revision"),
                    Columns.Age,
                ]
            ),
        ];

    private static string Ready(JsonObject obj) =>
        $"{obj.Number("status", "readyReplicas") ?? 0}/{obj.Number("spec", "replicas") ?? 0}";

    private static string Completions(JsonObject job)
    {
        var done = job.Number("status", "succeeded") ?? 0;
        if (job.Number("spec", "completions") is { } wanted)
            return $"{done}/{wanted}";
        var parallel = job.Number("spec", "parallelism") ?? 0;
        return parallel > 1 ? $"{done}/1 of {parallel}" : $"{done}/1";
    }

    private static string JobStatus(JsonObject job)
    {
        bool Is(string type) =>
            job.Items("status", "conditions").Any(c => c.Text("type") == type && c.Text("status") == "True");
        return Is("Complete") ? "Complete"
            : Is("Failed") ? "Failed"
            : job.IsBeingDeleted() ? "Terminating"
            : Is("Suspended") ? "Suspended"
            : Is("FailureTarget") ? "FailureTarget"
            : Is("SuccessCriteriaMet") ? "SuccessCriteriaMet"
            : "Running";
    }

    private static string Duration(JsonObject job, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParse(job.Text("status", "startTime"), out var start))
            return "";
        return Ages.Show(
            (DateTimeOffset.TryParse(job.Text("status", "completionTime"), out var end) ? end : now) - start
        );
    }

    /// <summary>For example <c>statefulset.apps/db</c>.</summary>
    private static string? Controller(System.Text.Json.Nodes.JsonObject revision) =>
        revision
            .Items("metadata", "ownerReferences")
            .Where(r => r.Flag("controller"))
            .Select(r =>
                (Kind: r.Text("kind"), Group: r.Text("apiVersion")?.Split('/')[0], Name: r.Text("name"))
            )
            .Select(r => $"{r.Kind?.ToLowerInvariant()}.{r.Group}/{r.Name}")
            .FirstOrDefault();
}
