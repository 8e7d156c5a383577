using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Controllers.Revisioned;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.StatefulSets;

/// <summary>The pods and claims of a StatefulSet by their ordinals. Pure.</summary>
internal static class StatefulPods
{
    public static int FirstOrdinal(JsonObject set) => set.Count("spec", "ordinals", "start");

    public static string Name(JsonObject set, int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"{set.Name()}-{ordinal}");

    public static int? Ordinal(JsonObject set, JsonObject pod) =>
        pod.Name().StartsWith(set.Name() + "-", StringComparison.Ordinal)
        && int.TryParse(pod.Name()[(set.Name().Length + 1)..], CultureInfo.InvariantCulture, out var ordinal)
            ? ordinal
            : null;

    public static JsonObject New(JsonObject set, int ordinal, JsonNode? template, string revision)
    {
        var pod = PodTemplate.NewPod(Kinds.StatefulSet, set, template);
        var name = Name(set, ordinal);
        var metadata = pod.Child("metadata");
        metadata["name"] = name;
        metadata["generateName"] = $"{set.Name()}-";
        var labels = metadata.Child("labels");
        labels[TemplateRevisions.HashLabel] = revision;
        labels["statefulset.kubernetes.io/pod-name"] = name;
        labels["apps.kubernetes.io/pod-index"] = ordinal.ToString(CultureInfo.InvariantCulture);
        var spec = pod.Child("spec");
        spec["hostname"] = name;
        if (set.Text("spec", "serviceName") is { Length: > 0 } service)
            spec["subdomain"] = service;
        AddClaims(set, ordinal, spec);
        return pod;
    }

    /// <summary>The claims that the pod of an ordinal needs.</summary>
    public static IEnumerable<JsonObject> Claims(JsonObject set, int ordinal) =>
        set.Items("spec", "volumeClaimTemplates")
            .Select(template => new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "PersistentVolumeClaim",
                ["metadata"] = new JsonObject
                {
                    ["name"] = $"{template.Name()}-{Name(set, ordinal)}",
                    ["namespace"] = set.NamespaceName(),
                    ["labels"] = set.At("spec", "selector", "matchLabels")?.DeepClone(),
                },
                ["spec"] = template.At("spec")?.DeepClone(),
            });

    private static void AddClaims(JsonObject set, int ordinal, JsonObject spec)
    {
        if (spec["volumes"] is not JsonArray volumes)
            spec["volumes"] = volumes = [];
        foreach (var template in set.Items("spec", "volumeClaimTemplates"))
        {
            volumes.RemoveAll(volume => volume.Text("name") == template.Name());
            volumes.Add(
                new JsonObject
                {
                    ["name"] = template.Name(),
                    ["persistentVolumeClaim"] = new JsonObject
                    {
                        ["claimName"] = $"{template.Name()}-{Name(set, ordinal)}",
                    },
                }
            );
        }
        if (volumes.Count == 0)
            spec.Remove("volumes");
    }
}
