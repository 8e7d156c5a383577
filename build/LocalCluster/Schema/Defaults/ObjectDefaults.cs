using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema.Custom;

namespace LocalCluster.Schema.Defaults;

/// <summary>What the API server fills in where nothing was said.</summary>
internal static class ObjectDefaults
{
    /// <summary>Fills in the defaults of an object's kind, in place.</summary>
    public static void Fill(KindDefinition definition, JsonObject obj)
    {
        var kind = definition.Kind;
        if (definition.Custom is { } custom)
        {
            CustomDefaults.Fill(custom.OpenApi, obj);
            return;
        }
        var spec = obj.Object("spec");
        if (definition.Conversion is not null)
        {
            // The conversion knows the rest.
            if (kind.Kind == "HorizontalPodAutoscaler")
                spec?.Default("minReplicas", 1L);
            return;
        }
        switch (kind.Kind)
        {
            case "Pod" when spec is not null:
                PodDefaults.Fill(spec, isPod: true);
                break;
            case "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet" when spec is not null:
                WorkloadDefaults.Fill(kind.Kind, spec);
                break;
            case "Job" when spec is not null:
                JobDefaults.FillJob(spec);
                break;
            case "CronJob" when spec is not null:
                JobDefaults.FillCronJob(spec);
                break;
            case "Service" when spec is not null:
                ServiceDefaults.Fill(spec);
                break;
            case var name when kind.Group == Kinds.GatewayGroup:
                GatewayDefaults.Fill(name, obj, spec);
                break;
            default:
                SmallDefaults.Fill(kind.Kind, obj, spec);
                break;
        }
    }
}
