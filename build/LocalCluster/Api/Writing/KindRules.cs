using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Schema.Custom;

namespace LocalCluster.Api.Writing;

/// <summary>What the API server does to objects of some kinds beside filling in defaults.</summary>
internal static class KindRules
{
    private static readonly string[] s_statusAtCreation = ["Node", "Namespace", "CustomResourceDefinition"];

    public static void OnCreate(KindDefinition kind, JsonObject obj, string now)
    {
        if (kind.Has("status") && !s_statusAtCreation.Contains(kind.Kind.Kind))
            ResetStatus(kind, obj);
        switch (kind.Kind.Kind)
        {
            case "Namespace":
                obj.Child("spec")["finalizers"] = new JsonArray("kubernetes");
                break;
            case "Pod":
                obj["status"] = new JsonObject
                {
                    ["phase"] = "Pending",
                    ["qosClass"] = QualityOfService.Of(obj),
                };
                break;
            case "Job":
                SelectOwnPods(obj);
                break;
            case "Service" when kind.Kind.Group.Length == 0:
                SetFamilies(obj);
                break;
            case "CustomResourceDefinition":
                CustomKindStatus.Set(obj, now);
                Finalizers.Set(obj.Child("metadata"), [Finalizers.CustomObjects]);
                break;
        }
    }

    public static void OnUpdate(
        KindDefinition kind,
        JsonObject live,
        JsonObject obj,
        string? subresource,
        string now
    )
    {
        switch (kind.Kind.Kind)
        {
            case "Service" when kind.Kind.Group.Length == 0:
                KeepAddress(live, obj);
                SetFamilies(obj);
                break;
            case "CustomResourceDefinition":
                CustomKindStatus.Set(obj, now);
                break;
            case "Namespace" when subresource != "finalize":
                obj["spec"] = live["spec"]?.DeepClone();
                break;
            case "Secret":
                if (obj["type"] is null && live["type"] is { } type)
                    obj["type"] = type.DeepClone();
                break;
        }
    }

    private static void ResetStatus(KindDefinition kind, JsonObject obj)
    {
        obj.Remove("status");
        if (kind.Schema.Fields.GetValueOrDefault("status") is { Always: true } status)
            obj["status"] = Canonical.Zero(status.Type);
    }

    /// <summary>A Service that was written without its address keeps it.</summary>
    private static void KeepAddress(JsonObject live, JsonObject obj)
    {
        var spec = obj.Child("spec");
        if (spec.Text("type") is "ExternalName")
            return;
        foreach (var field in new[] { "clusterIP", "clusterIPs" })
        {
            if (live.At("spec", field) is { } kept)
                spec.Default(field, kept.DeepClone());
        }
    }

    private static void SetFamilies(JsonObject service)
    {
        var spec = service.Child("spec");
        if (spec.Text("type") == "ExternalName")
            return;
        spec.Default("ipFamilyPolicy", "SingleStack");
        spec.Default("ipFamilies", new JsonArray("IPv4"));
    }

    private static void SelectOwnPods(JsonObject job)
    {
        if (job.Flag("spec", "manualSelector"))
            return;
        var uid = job.Uid();
        var labels = job.Child("spec").Child("template").Child("metadata").Child("labels");
        foreach (var prefix in new[] { "batch.kubernetes.io/", "" })
        {
            labels[prefix + "controller-uid"] = uid;
            labels[prefix + "job-name"] = job.Name();
        }
        job.Child("spec")
            .Default(
                "selector",
                new JsonObject
                {
                    ["matchLabels"] = new JsonObject { ["batch.kubernetes.io/controller-uid"] = uid },
                }
            );
        job.Child("metadata").Default("labels", labels.DeepClone());
    }
}
