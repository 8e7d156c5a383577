using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using Slipway.Formats;

namespace LocalCluster.Schema.Validation;

/// <summary>Rules for the kinds in apps/v1.</summary>
internal static class WorkloadValidation
{
    private static readonly string[] s_mayChangeInStatefulSet =
    [
        "replicas",
        "ordinals",
        "template",
        "updateStrategy",
        "revisionHistoryLimit",
        "persistentVolumeClaimRetentionPolicy",
        "minReadySeconds",
    ];

    public static void Check(string kind, JsonObject obj, JsonObject? before, FieldErrors mistakes)
    {
        var spec = obj.Object("spec") ?? [];
        mistakes.NotNegative("spec.replicas", spec["replicas"]);
        mistakes.NotNegative("spec.minReadySeconds", spec["minReadySeconds"]);
        mistakes.NotNegative("spec.revisionHistoryLimit", spec["revisionHistoryLimit"]);
        CheckSelector(kind, spec, mistakes);
        CheckTemplate(spec, mistakes);
        if (kind == "Deployment")
            CheckStrategy(spec, mistakes);
        if (before.Object("spec") is not { } old)
            return;
        if (kind == "StatefulSet")
            CheckStatefulSet(old, spec, mistakes);
        else
            mistakes.Immutable(
                "spec.selector",
                old["selector"],
                spec["selector"],
                GoText.Selector(spec.Object("selector"))
            );
    }

    private static void CheckSelector(string kind, JsonObject spec, FieldErrors mistakes)
    {
        if (spec.Object("selector") is not { } selector)
        {
            mistakes.Required("spec.selector");
            return;
        }
        MetadataValidation.Labels("spec.selector.matchLabels", selector.Object("matchLabels"), mistakes);
        if (selector.Map("matchLabels").Count == 0 && !selector.Items("matchExpressions").Any())
        {
            mistakes.Add(
                FieldError.Invalid(
                    "spec.selector",
                    GoText.Selector(selector),
                    $"empty selector is invalid for {kind.ToLowerInvariant()}"
                )
            );
        }
    }

    private static void CheckTemplate(JsonObject spec, FieldErrors mistakes)
    {
        var labels = spec.Object("template", "metadata", "labels");
        var matches =
            spec.Object("selector") is { } selector && LabelSelector.Of(selector).Matches(labels.Map());
        if (!matches)
        {
            mistakes.Add(
                FieldError.Invalid(
                    "spec.template.metadata.labels",
                    GoText.Map(labels),
                    "`selector` does not match template `labels`"
                )
            );
        }
        MetadataValidation.Labels("spec.template.labels", labels, mistakes);
        var pod = spec.Object("template", "spec") ?? [];
        var claims = spec.Items("volumeClaimTemplates").Select(claim => claim.Name());
        PodValidation.CheckSpec("spec.template.spec", pod, mistakes, claims);
        if (pod.Text("restartPolicy") is "OnFailure" or "Never")
            mistakes.OneOf("spec.template.spec.restartPolicy", pod.Text("restartPolicy"), "Always");
    }

    private static void CheckStrategy(JsonObject spec, FieldErrors mistakes)
    {
        const string path = "spec.strategy";
        var strategy = spec.Object("strategy");
        mistakes.OneOf($"{path}.type", strategy.Text("type"), "Recreate", "RollingUpdate");
        var rolling = strategy.Object("rollingUpdate");
        if (strategy.Text("type") == "Recreate" && rolling is not null)
        {
            mistakes.Add(
                FieldError.Forbidden(
                    $"{path}.rollingUpdate",
                    "may not be specified when strategy `type` is 'Recreate'"
                )
            );
        }
        foreach (var field in new[] { "maxUnavailable", "maxSurge" })
            CheckIntOrPercent($"{path}.rollingUpdate.{field}", rolling?[field], mistakes);
        if (IsZero(rolling?["maxUnavailable"]) && IsZero(rolling?["maxSurge"]))
        {
            mistakes.Add(
                FieldError.Invalid(
                    $"{path}.rollingUpdate.maxUnavailable",
                    GoText.IntOrString(rolling?["maxUnavailable"]),
                    "may not be 0 when `maxSurge` is 0"
                )
            );
        }
        var (deadline, ready) = (spec.Number("progressDeadlineSeconds"), spec.Number("minReadySeconds") ?? 0);
        mistakes.NotNegative("spec.progressDeadlineSeconds", spec["progressDeadlineSeconds"]);
        if (deadline <= ready)
        {
            mistakes.Add(
                FieldError.Invalid(
                    "spec.progressDeadlineSeconds",
                    spec["progressDeadlineSeconds"],
                    "must be greater than minReadySeconds"
                )
            );
        }
    }

    /// <summary>A number that is not negative, or a percentage.</summary>
    public static void CheckIntOrPercent(string field, JsonNode? value, FieldErrors mistakes)
    {
        mistakes.NotNegative(field, value);
        if (
            value.Text() is { } text
            && !(text.EndsWith('%') && uint.TryParse(text[..^1], CultureInfo.InvariantCulture, out _))
        )
        {
            mistakes.Add(
                FieldError.Invalid(
                    field,
                    GoText.IntOrString(value),
                    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or "
                        + "'93%', regex used "
                        + "for validation is '[0-9]+%')"
                )
            );
        }
    }

    private static bool IsZero(JsonNode? value) => value.Number() == 0 || value.Text() == "0%";

    private static void CheckStatefulSet(JsonObject old, JsonObject spec, FieldErrors mistakes)
    {
        var changed = old.Concat(spec)
            .Select(p => p.Key)
            .Distinct()
            .Any(f => !s_mayChangeInStatefulSet.Contains(f) && !JsonEquality.Same(old[f], spec[f]));
        if (!changed)
            return;
        var names = string.Join(", ", s_mayChangeInStatefulSet[..^1].Select(f => $"'{f}'"));
        mistakes.Add(
            FieldError.Forbidden(
                "spec",
                "updates to statefulset spec for fields other than "
                    + $"{names} and '{s_mayChangeInStatefulSet[^1]}' are forbidden"
            )
        );
    }
}
