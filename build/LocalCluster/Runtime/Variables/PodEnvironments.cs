using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Variables;

/// <summary>The variables of containers, made from what there is in the cluster now.</summary>
/// <param name="view">The cluster.</param>
/// <param name="seen">A Service as pods see it.</param>
internal sealed class PodEnvironments(ClusterView view, Func<JsonObject, JsonObject> seen)
{
    /// <exception cref="ContainerConfigurationException">A ConfigMap, Secret or key is missing.</exception>
    public IReadOnlyDictionary<string, string> Of(JsonObject pod, JsonObject container, string podIp)
    {
        var own = pod.Copy();
        own.Child("status")["podIP"] = podIp;
        var services = view.Get(Kinds.Service, "default", "kubernetes") is { } api
            ? ServiceVariables.Of([seen(api)]).ToDictionary()
            : [];
        if (pod.At("spec", "enableServiceLinks") is null || pod.Flag("spec", "enableServiceLinks"))
        {
            var links = ServiceVariables.Of(view.List(Kinds.Service, pod.NamespaceName()).Select(seen));
            foreach (var (name, value) in links)
                services[name] = value;
        }
        return new ContainerEnvironment(
            own,
            container,
            name => view.Get(Kinds.ConfigMap, pod.NamespaceName(), name),
            name => view.Get(Kinds.Secret, pod.NamespaceName(), name)
        ).Build(services);
    }
}
