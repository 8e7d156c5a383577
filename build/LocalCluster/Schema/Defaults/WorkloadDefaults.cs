using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Defaults;

/// <summary>Defaults of the kinds in apps/v1.</summary>
internal static class WorkloadDefaults
{
    public static void Fill(string kind, JsonObject spec)
    {
        if (kind != "DaemonSet")
            spec.Default("replicas", 1L);
        if (spec.Object("template", "spec") is { } pod)
            PodDefaults.Fill(pod, isPod: false);
        switch (kind)
        {
            case "Deployment":
                FillStrategy(spec.Child("strategy"));
                spec.Default("revisionHistoryLimit", 10L);
                spec.Default("progressDeadlineSeconds", 600L);
                break;
            case "StatefulSet":
                FillStatefulSet(spec);
                break;
            case "DaemonSet":
                FillDaemonSet(spec);
                break;
        }
    }

    private static void FillStrategy(JsonObject strategy)
    {
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") != "RollingUpdate")
            return;
        var rolling = strategy.Child("rollingUpdate");
        rolling.Default("maxUnavailable", "25%");
        rolling.Default("maxSurge", "25%");
    }

    private static void FillStatefulSet(JsonObject spec)
    {
        spec.Default("podManagementPolicy", "OrderedReady");
        var strategy = spec.Child("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
            strategy.Child("rollingUpdate").Default("partition", 0L);
        spec.Default("revisionHistoryLimit", 10L);
        var retention = spec.Child("persistentVolumeClaimRetentionPolicy");
        retention.Default("whenDeleted", "Retain");
        retention.Default("whenScaled", "Retain");
        foreach (var claim in spec.Items("volumeClaimTemplates"))
        {
            claim.Default("apiVersion", "v1");
            claim.Default("kind", "PersistentVolumeClaim");
            claim.Child("spec").Default("volumeMode", "Filesystem");
            claim.Child("status").Default("phase", "Pending");
        }
    }

    private static void FillDaemonSet(JsonObject spec)
    {
        var strategy = spec.Child("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Child("rollingUpdate");
            rolling.Default("maxUnavailable", 1L);
            rolling.Default("maxSurge", 0L);
        }
        spec.Default("revisionHistoryLimit", 10L);
    }
}
