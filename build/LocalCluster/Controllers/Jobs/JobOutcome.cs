using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Jobs;

/// <summary>How a Job ends.</summary>
/// <param name="Type"><c>Complete</c> or <c>Failed</c>.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Message">The reason in words.</param>
internal sealed record JobEnd(string Type, string Reason = "", string Message = "");

/// <summary>Whether a Job has ended, and how many pods it wants now. Pure.</summary>
internal static class JobOutcome
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(6);

    public static JobEnd? End(
        JsonObject job,
        IReadOnlyCollection<JsonObject> active,
        int restarts,
        DateTimeOffset now
    )
    {
        var (succeeded, failed) = (job.Count("status", "succeeded"), job.Count("status", "failed"));
        var limit = job.Number("spec", "backoffLimit") ?? 6;
        if (failed > limit || IsPastRestarts(job, restarts, limit))
            return new JobEnd(
                "Failed",
                "BackoffLimitExceeded",
                "Job has reached the specified backoff limit"
            );
        if (Deadline(job) is { } deadline && deadline <= now)
            return new JobEnd("Failed", "DeadlineExceeded", "Job was active longer than specified deadline");
        var isDone = job.Number("spec", "completions") is { } completions
            ? succeeded >= completions
            : succeeded > 0 && active.Count == 0;
        return isDone ? new JobEnd("Complete") : null;
    }

    /// <summary>The Job's active deadline; null for none.</summary>
    public static DateTimeOffset? Deadline(JsonObject job) =>
        job.Number("spec", "activeDeadlineSeconds") is { } seconds
        && job.Time("status", "startTime") is { } start
            ? start + TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>How many pods should be active.</summary>
    public static int Wanted(JsonObject job, int active)
    {
        if (job.Flag("spec", "suspend"))
            return 0;
        var parallelism = (int)(job.Number("spec", "parallelism") ?? 1);
        var succeeded = job.Count("status", "succeeded");
        if (job.Number("spec", "completions") is { } completions)
            return (int)Math.Min(parallelism, Math.Max(0, completions - succeeded));
        return succeeded > 0 ? Math.Min(active, parallelism) : parallelism;
    }

    /// <summary>How long after a failure the next pod may start.</summary>
    public static TimeSpan Pause(int failures)
    {
        if (failures < 2)
            return TimeSpan.Zero;
        var pause = s_firstPause * Math.Pow(2, Math.Min(failures - 2, 10));
        return pause < s_longestPause ? pause : s_longestPause;
    }

    private static bool IsPastRestarts(JsonObject job, int restarts, long limit) =>
        job.Text("spec", "template", "spec", "restartPolicy") == "OnFailure"
        && (limit == 0 ? restarts > 0 : restarts >= limit);
}
