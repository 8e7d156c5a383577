using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>Rules for the kinds in batch/v1.</summary>
internal static class JobValidation
{
    public static void Check(string kind, JsonObject obj, JsonObject? before, FieldErrors mistakes)
    {
        var spec = obj.Object("spec") ?? [];
        if (kind == "CronJob")
        {
            CheckSchedule(spec, mistakes);
            CheckSpec("spec.jobTemplate.spec", spec.Object("jobTemplate", "spec") ?? [], mistakes);
            return;
        }
        CheckSpec("spec", spec, mistakes);
        if (before.Object("spec") is not { } old)
            return;
        if (spec.Text("completionMode") != "Indexed")
            mistakes.Immutable("spec.completions", old["completions"], spec["completions"]);
        mistakes.Immutable(
            "spec.selector",
            old["selector"],
            spec["selector"],
            GoText.Selector(spec.Object("selector"))
        );
        mistakes.Immutable("spec.template", old["template"], spec["template"]);
        mistakes.Immutable("spec.completionMode", old["completionMode"], spec["completionMode"]);
    }

    private static void CheckSpec(string path, JsonObject spec, FieldErrors mistakes)
    {
        foreach (
            var field in new[]
            {
                "parallelism",
                "completions",
                "activeDeadlineSeconds",
                "backoffLimit",
                "ttlSecondsAfterFinished",
            }
        )
            mistakes.NotNegative($"{path}.{field}", spec[field]);
        mistakes.OneOf($"{path}.completionMode", spec.Text("completionMode"), "Indexed", "NonIndexed");
        var pod = spec.Object("template", "spec") ?? [];
        PodValidation.CheckSpec($"{path}.template.spec", pod, mistakes);
        var policy = pod.Text("restartPolicy");
        if (string.IsNullOrEmpty(policy))
            mistakes.Required(
                $"{path}.template.spec.restartPolicy",
                "valid values: \"OnFailure\", \"Never\""
            );
        else if (policy == "Always")
            mistakes.OneOf($"{path}.template.spec.restartPolicy", policy, "OnFailure", "Never");
    }

    private static void CheckSchedule(JsonObject spec, FieldErrors mistakes)
    {
        var schedule = spec.Text("schedule") ?? "";
        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (schedule.Length == 0)
            mistakes.Required("spec.schedule");
        else if (schedule[0] != '@' && fields.Length != 5)
        {
            mistakes.Check(
                "spec.schedule",
                schedule,
                $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]"
            );
        }
        mistakes.OneOf(
            "spec.concurrencyPolicy",
            spec.Text("concurrencyPolicy"),
            "Allow",
            "Forbid",
            "Replace"
        );
        if (spec.Text("timeZone") is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            mistakes.Check("spec.timeZone", zone, $"unknown time zone {zone}");
        foreach (
            var field in new[]
            {
                "successfulJobsHistoryLimit",
                "failedJobsHistoryLimit",
                "startingDeadlineSeconds",
            }
        )
            mistakes.NotNegative($"spec.{field}", spec[field]);
    }
}
