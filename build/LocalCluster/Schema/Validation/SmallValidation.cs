using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>Rules of the kinds with only a few.</summary>
internal static class SmallValidation
{
    public static void Check(KindDefinition kind, JsonObject obj, JsonObject? before, FieldErrors mistakes)
    {
        var spec = obj.Object("spec") ?? [];
        switch (kind.Kind.Kind)
        {
            case "HorizontalPodAutoscaler":
                CheckAutoscaler(spec, mistakes);
                break;
            case "PodDisruptionBudget":
                CheckBudget(spec, mistakes);
                break;
            case "PersistentVolumeClaim":
                CheckClaim(spec, before.Object("spec"), mistakes);
                break;
            case "Role" or "ClusterRole":
                foreach (
                    var (i, rule) in obj.Items("rules").Index().Where(r => !r.Item.Strings("verbs").Any())
                )
                    mistakes.Required($"rules[{i}].verbs", "verbs must contain at least one value");
                break;
            case "RoleBinding" or "ClusterRoleBinding":
                CheckBinding(obj, before, mistakes);
                break;
            case "Lease":
                if (spec.Number("leaseDurationSeconds") is <= 0)
                    mistakes.Add(
                        FieldError.Invalid(
                            "spec.leaseDurationSeconds",
                            spec["leaseDurationSeconds"],
                            "must be greater than 0"
                        )
                    );
                break;
            case "CustomResourceDefinition":
                CheckCustomKind(obj, spec, mistakes);
                break;
        }
    }

    private static void CheckAutoscaler(JsonObject spec, FieldErrors mistakes)
    {
        var (least, most) = (spec.Number("minReplicas") ?? 1, spec.Number("maxReplicas") ?? 0);
        if (least < 1)
            mistakes.Add(
                FieldError.Invalid(
                    "spec.minReplicas",
                    spec["minReplicas"],
                    "must be greater than or equal to 1"
                )
            );
        if (most < 1)
            mistakes.Add(
                FieldError.Invalid("spec.maxReplicas", spec["maxReplicas"], "must be greater than 0")
            );
        else if (most < least)
            mistakes.Add(
                FieldError.Invalid(
                    "spec.maxReplicas",
                    spec["maxReplicas"],
                    "must be greater than or equal to `minReplicas`"
                )
            );
        foreach (
            var field in new[] { "kind", "name" }.Where(f =>
                spec.Text("scaleTargetRef", f) is not { Length: > 0 }
            )
        )
            mistakes.Required($"spec.scaleTargetRef.{field}");
    }

    private static void CheckBudget(JsonObject spec, FieldErrors mistakes)
    {
        if (spec["minAvailable"] is not null && spec["maxUnavailable"] is not null)
            mistakes.Add(
                FieldError.Invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set")
            );
        foreach (var field in new[] { "minAvailable", "maxUnavailable" })
            WorkloadValidation.CheckIntOrPercent($"spec.{field}", spec[field], mistakes);
    }

    private static void CheckClaim(JsonObject spec, JsonObject? before, FieldErrors mistakes)
    {
        if (!spec.Strings("accessModes").Any())
            mistakes.Required("spec.accessModes", "at least 1 access mode is required");
        if (spec.Text("resources", "requests", "storage") is null)
            mistakes.Required("spec.resources[storage]");
        if (before is null)
            return;
        var changed = before
            .Concat(spec)
            .Select(p => p.Key)
            .Distinct()
            .Any(f =>
                f is not ("resources" or "volumeAttributesClassName")
                && !(f == "volumeName" && before[f] is null)
                && !JsonEquality.Same(before[f], spec[f])
            );
        if (changed)
        {
            mistakes.Add(
                FieldError.Forbidden(
                    "spec",
                    "spec is immutable after creation except resources.requests and "
                        + "volumeAttributesClassName for bound claims"
                )
            );
        }
    }

    private static void CheckBinding(JsonObject obj, JsonObject? before, FieldErrors mistakes)
    {
        if (obj.Text("roleRef", "name") is not { Length: > 0 })
            mistakes.Required("roleRef.name");
        mistakes.OneOf("roleRef.kind", obj.Text("roleRef", "kind") ?? "", "ClusterRole", "Role");
        if (before is not null && !JsonEquality.Same(before["roleRef"], obj["roleRef"]))
        {
            mistakes.Add(
                FieldError.Invalid(
                    "roleRef",
                    $"rbac.RoleRef{{APIGroup:\"{obj.Text("roleRef", "apiGroup")}\", "
                        + $"Kind:\"{obj.Text("roleRef", "kind")}\", Name:\"{obj.Text("roleRef", "name")}\"}}",
                    "cannot change roleRef"
                )
            );
        }
        foreach (var (i, subject) in obj.Items("subjects").Index())
            CheckSubject($"subjects[{i}]", subject, mistakes);
    }

    private static void CheckSubject(string field, JsonObject subject, FieldErrors mistakes)
    {
        var isAccount = subject.Text("kind") == "ServiceAccount";
        mistakes.OneOf($"{field}.kind", subject.Text("kind") ?? "", "Group", "ServiceAccount", "User");
        mistakes.OneOf(
            $"{field}.apiGroup",
            subject.Text("apiGroup") ?? "",
            isAccount ? "" : "rbac.authorization.k8s.io"
        );
        if (subject.Text("name") is not { Length: > 0 })
            mistakes.Required($"{field}.name");
        if (isAccount && subject.Text("namespace") is not { Length: > 0 })
            mistakes.Required($"{field}.namespace");
    }

    private static void CheckCustomKind(JsonObject obj, JsonObject spec, FieldErrors mistakes)
    {
        var (group, plural) = (spec.Text("group") ?? "", spec.Text("names", "plural") ?? "");
        if (group.Length == 0)
            mistakes.Required("spec.group");
        if (plural.Length == 0)
            mistakes.Required("spec.names.plural");
        if (spec.Text("names", "kind") is not { Length: > 0 })
            mistakes.Required("spec.names.kind");
        if (obj.Name() != $"{plural}.{group}")
            mistakes.Check("metadata.name", obj.Name(), "must be spec.names.plural+\".\"+spec.group");
        mistakes.OneOf("spec.scope", spec.Text("scope") ?? "", "Cluster", "Namespaced");
        var versions = spec.Items("versions").ToList();
        if (versions.Count(v => v.Flag("storage")) != 1)
            mistakes.Add(
                FieldError.Invalid(
                    "spec.versions",
                    spec["versions"],
                    "must have exactly one version marked as storage version"
                )
            );
        foreach (var (i, _) in versions.Index().Where(v => v.Item["schema"].At("openAPIV3Schema") is null))
            mistakes.Required($"spec.versions[{i}].schema.openAPIV3Schema", "schemas are required");
    }
}
