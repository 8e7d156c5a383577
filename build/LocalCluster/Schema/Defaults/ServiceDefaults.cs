using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Defaults;

/// <summary>Defaults of Services; the cluster IP is allocated elsewhere.</summary>
internal static class ServiceDefaults
{
    public static void Fill(JsonObject spec)
    {
        spec.Default("type", "ClusterIP");
        spec.Default("sessionAffinity", "None");
        foreach (var port in spec.Items("ports"))
        {
            port.Default("protocol", "TCP");
            if (port["targetPort"] is null || port.Number("targetPort") == 0 || port.Text("targetPort") == "")
                port["targetPort"] = port["port"]?.DeepClone();
        }
        var type = spec.Text("type");
        if (spec.Text("sessionAffinity") == "ClientIP")
            spec.Child("sessionAffinityConfig").Child("clientIP").Default("timeoutSeconds", 10800L);
        if (type is "NodePort" or "LoadBalancer")
            spec.Default("externalTrafficPolicy", "Cluster");
        if (type == "LoadBalancer")
            spec.Default("allocateLoadBalancerNodePorts", true);
        if (type == "ExternalName")
            return;
        spec.Default("internalTrafficPolicy", "Cluster");
    }
}
