using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Defaults;

/// <summary>Defaults of the kinds in batch/v1.</summary>
internal static class JobDefaults
{
    public static void FillJob(JsonObject spec)
    {
        if (spec["completions"] is null && spec["parallelism"] is null)
            spec["completions"] = 1L;
        spec.Default("parallelism", 1L);
        spec.Default("backoffLimit", 6L);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        spec.Default(
            "podReplacementPolicy",
            spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed"
        );
        FillTemplate(spec);
    }

    public static void FillCronJob(JsonObject spec)
    {
        spec.Default("concurrencyPolicy", "Allow");
        spec.Default("suspend", false);
        spec.Default("successfulJobsHistoryLimit", 3L);
        spec.Default("failedJobsHistoryLimit", 1L);
        if (spec.Object("jobTemplate", "spec") is { } job)
            FillTemplate(job);
    }

    /// <summary>A Job must say its restart policy, so that one is not filled in.</summary>
    private static void FillTemplate(JsonObject spec)
    {
        if (spec.Object("template", "spec") is not { } pod)
            return;
        var silent = pod["restartPolicy"] is null;
        PodDefaults.Fill(pod, isPod: false);
        if (silent)
            pod.Remove("restartPolicy");
    }
}
