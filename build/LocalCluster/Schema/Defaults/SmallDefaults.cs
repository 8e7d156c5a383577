using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Defaults;

/// <summary>Defaults of the kinds with only a few.</summary>
internal static class SmallDefaults
{
    public static void Fill(string kind, JsonObject obj, JsonObject? spec)
    {
        switch (kind)
        {
            case "Namespace":
                obj.Child("metadata").Child("labels")["kubernetes.io/metadata.name"] = obj.Name();
                obj.Child("status").Default("phase", "Active");
                break;
            case "Secret":
                obj.Default("type", "Opaque");
                FillSecretData(obj);
                break;
            case "PersistentVolumeClaim":
                spec?.Default("volumeMode", "Filesystem");
                obj.Child("status").Default("phase", "Pending");
                break;
            case "PersistentVolume":
                spec?.Default("volumeMode", "Filesystem");
                spec?.Default("persistentVolumeReclaimPolicy", "Retain");
                obj.Child("status").Default("phase", "Pending");
                break;
            case "HorizontalPodAutoscaler" when spec is not null:
                FillAutoscaler(spec);
                break;
            case "NetworkPolicy" when spec is not null:
                FillNetworkPolicy(spec);
                break;
            case "Endpoints":
                foreach (var port in obj.Items("subsets").SelectMany(s => s.Items("ports")))
                    port.Default("protocol", "TCP");
                break;
            case "EndpointSlice":
                foreach (var port in obj.Items("ports"))
                {
                    port.Default("name", "");
                    port.Default("protocol", "TCP");
                }
                break;
            case "RoleBinding" or "ClusterRoleBinding":
                FillBinding(obj);
                break;
            case "CustomResourceDefinition" when spec is not null:
                FillCustomKind(obj, spec);
                break;
        }
    }

    /// <summary>stringData is only a way to write data.</summary>
    private static void FillSecretData(JsonObject obj)
    {
        foreach (var (key, value) in obj.Map("stringData"))
            obj.Child("data")[key] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value));
        obj.Remove("stringData");
    }

    private static void FillAutoscaler(JsonObject spec)
    {
        spec.Default("minReplicas", 1L);
        if (spec.Object("behavior") is { } behavior)
            FillBehavior(behavior);
        spec.Default(
            "metrics",
            new JsonArray(
                new JsonObject
                {
                    ["type"] = "Resource",
                    ["resource"] = new JsonObject
                    {
                        ["name"] = "cpu",
                        ["target"] = new JsonObject
                        {
                            ["type"] = "Utilization",
                            ["averageUtilization"] = 80L,
                        },
                    },
                }
            )
        );
    }

    /// <summary>Who says something about one direction gets the rest of both spelled out.</summary>
    private static void FillBehavior(JsonObject behavior)
    {
        var up = behavior.Child("scaleUp");
        up.Default("stabilizationWindowSeconds", 0L);
        up.Default("selectPolicy", "Max");
        up.Default("policies", new JsonArray(Policy("Pods", 4), Policy("Percent", 100)));
        var down = behavior.Child("scaleDown");
        down.Default("selectPolicy", "Max");
        down.Default("policies", new JsonArray(Policy("Percent", 100)));
    }

    private static JsonObject Policy(string type, long value) =>
        new()
        {
            ["type"] = type,
            ["value"] = value,
            ["periodSeconds"] = 15L,
        };

    private static void FillNetworkPolicy(JsonObject spec)
    {
        foreach (
            var port in spec.Items("ingress").Concat(spec.Items("egress")).SelectMany(r => r.Items("ports"))
        )
            port.Default("protocol", "TCP");
        if (spec["policyTypes"] is null)
        {
            spec["policyTypes"] = spec["egress"] is null
                ? new JsonArray("Ingress")
                : new JsonArray("Ingress", "Egress");
        }
    }

    private static void FillBinding(JsonObject obj)
    {
        obj.Object("roleRef")?.Default("apiGroup", "rbac.authorization.k8s.io");
        foreach (var subject in obj.Items("subjects"))
        {
            var account = subject.Text("kind") == "ServiceAccount";
            if (!account)
                subject.Default("apiGroup", "rbac.authorization.k8s.io");
        }
    }

    private static void FillCustomKind(JsonObject obj, JsonObject spec)
    {
        spec.Child("conversion").Default("strategy", "None");
        if (spec.Object("names") is { } names && names.Text("kind") is { } kind)
        {
            names.Default("singular", kind.ToLowerInvariant());
            names.Default("listKind", kind + "List");
        }
        obj.Child("status")
            .Default(
                "storedVersions",
                new JsonArray([
                    .. spec.Items("versions")
                        .Where(v => v.Flag("storage"))
                        .Select(JsonNode? (v) => v.Text("name")),
                ])
            );
    }
}
