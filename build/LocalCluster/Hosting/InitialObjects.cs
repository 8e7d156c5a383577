using System.Text.Json.Nodes;
using LocalCluster.Controllers.Gateways;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Hosting;

/// <summary>The objects that every new cluster has.</summary>
internal static class InitialObjects
{
    /// <summary>Creates what is missing.</summary>
    public static void Create(IResources resources)
    {
        foreach (var name in new[] { "default", "kube-system", "kube-public", "kube-node-lease" })
        {
            if (resources.Get(Kinds.Namespace, null, name) is null)
                resources.Create(Kinds.Namespace, Named(name, null));
        }
        BootstrapRoles.Create(resources);
        CreateClass(resources, Kinds.GatewayClass, "controllerName", GatewayClassController.ControllerName);
        CreateClass(resources, Kinds.IngressClass, "controller", IngressController.ControllerName);
    }

    private static void CreateClass(IResources resources, ResourceKind kind, string field, string controller)
    {
        if (resources.Get(kind, null, "local") is not null)
            return;
        var made = Named("local", null);
        made["spec"] = new JsonObject { [field] = controller };
        resources.Create(kind, made);
    }

    private static JsonObject Named(string name, string? ns) =>
        new()
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        };
}
