using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Schema.Validation;

/// <summary>Refuses what the API server refuses.</summary>
internal static class ObjectValidation
{
    /// <summary>Checks what a version asks of new objects beyond the rules of the stored one.</summary>
    /// <exception cref="ApiException">422 with every mistake.</exception>
    public static void CheckNew(KindDefinition kind, KindConversion conversion, JsonObject obj)
    {
        var mistakes = new FieldErrors();
        conversion.CheckNew?.Invoke(obj, mistakes);
        if (mistakes.All.Count > 0)
            throw Refusals.Invalid(kind, obj.Name(), mistakes.All);
    }

    /// <summary>
    /// Checks an object, and where it replaces another one, that only what may change has changed.
    /// </summary>
    /// <exception cref="ApiException">422 with every mistake.</exception>
    public static void Check(KindDefinition kind, JsonObject obj, JsonObject? before)
    {
        var mistakes = new FieldErrors();
        MetadataValidation.Check(kind, obj, before, mistakes);
        switch (kind.Kind.Kind)
        {
            case var _ when kind.Custom is not null:
                CustomValidation.Check(kind.Custom, obj, mistakes);
                break;
            case "Pod":
                PodValidation.CheckPod(obj, before, mistakes);
                break;
            case "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet":
                WorkloadValidation.Check(kind.Kind.Kind, obj, before, mistakes);
                break;
            case "Job" or "CronJob":
                JobValidation.Check(kind.Kind.Kind, obj, before, mistakes);
                break;
            case "Service" or "Ingress":
                ServiceValidation.Check(kind.Kind.Kind, obj, before, mistakes);
                break;
            case "ConfigMap" or "Secret":
                DataValidation.Check(kind.Kind.Kind, obj, before, mistakes);
                break;
            case var _ when kind.Kind.Group == Kinds.GatewayGroup:
                RequiredFields.Check(kind.Schema, obj, mistakes);
                GatewayValidation.Check(kind.Kind.Kind, obj, before, mistakes);
                break;
            default:
                SmallValidation.Check(kind, obj, before, mistakes);
                break;
        }
        if (before is not null)
            ImmutableValidation.Check(kind, obj, before, mistakes);
        if (mistakes.All.Count > 0)
            throw Refusals.Invalid(kind, obj.Name(), mistakes.All);
    }
}
