using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Controllers.Endpoints;

/// <summary>Keeps a Service's Endpoints and EndpointSlices equal to its pods and their readiness.</summary>
internal sealed class EndpointsController(ClusterView view) : IController
{
    private const string ServiceLabel = "kubernetes.io/service-name";
    private const string ManagedBy = "endpointslice.kubernetes.io/managed-by";
    private const string Manager = "endpointslice-controller.k8s.io";
    private const string Trigger = "endpoints.kubernetes.io/last-change-trigger-time";

    public string Name => "endpoints-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
    [Kinds.Service, Kinds.Pod, Kinds.Endpoints, Kinds.EndpointSlice];

    public IEnumerable<ObjectName> Affected(Change change)
    {
        var obj = change.Object;
        if (change.Kind == Kinds.EndpointSlice)
            return obj.Label(ServiceLabel) is { } service
                ? [new ObjectName(obj.NamespaceName(), service)]
                : [];
        if (change.Kind != Kinds.Pod)
            return [ObjectName.Of(obj)];
        var labels = obj.Labels();
        return view.List(Kinds.Service, obj.NamespaceName())
            .Where(service =>
                EndpointPods.HasSelector(service)
                && LabelSelector.OfMap(service.At("spec", "selector")).Matches(labels)
            )
            .Select(service => ObjectName.Of(service));
    }

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.Service, key.Namespace, key.Name) is not { } service)
        {
            if (
                view.Get(Kinds.Endpoints, key.Namespace, key.Name) is { } left
                && Owners.ControllerOf(left) is null
                && left.Annotation(Trigger) is not null
            )
                view.Delete(Kinds.Endpoints, left);
            return null;
        }
        if (!EndpointPods.HasSelector(service) || service.IsBeingDeleted())
            return null;
        var pods = EndpointPods.Of(service, view.List(Kinds.Pod, key.Namespace));
        WriteSlices(service, pods);
        WriteEndpoints(service, pods);
        return null;
    }

    private void WriteEndpoints(JsonObject service, IReadOnlyList<EndpointPod> pods)
    {
        var subsets = EndpointsObject.Subsets(pods);
        var known = view.Get(Kinds.Endpoints, service.NamespaceName(), service.Name());
        if (known is not null && JsonNode.DeepEquals(known["subsets"], subsets))
            return;
        var wanted = known?.Copy() ?? Named(Kinds.Endpoints, service, service.Name());
        CopyLabels(service, wanted);
        var newest = pods.Select(pod =>
                Conditions.Find(pod.Pod["status"], "Ready").Text("lastTransitionTime")
            )
            .OfType<string>()
            .DefaultIfEmpty(service.Text("metadata", "creationTimestamp") ?? "")
            .Max();
        wanted.Child("metadata").Child("annotations")[Trigger] = newest;
        if (subsets is null)
            wanted.Remove("subsets");
        else
            wanted["subsets"] = subsets;
        Write(Kinds.Endpoints, known, wanted);
    }

    private void WriteSlices(JsonObject service, IReadOnlyList<EndpointPod> pods)
    {
        var known = view.OwnedBy(Kinds.EndpointSlice, service.Uid())
            .OrderBy(slice => slice.Created())
            .ThenBy(slice => slice.Name(), StringComparer.Ordinal)
            .ToArray();
        var wanted = EndpointsObject.Slices(pods);
        for (var i = 0; i < wanted.Count; i++)
        {
            var slice = i < known.Length ? known[i].Copy() : NewSlice(service);
            slice["endpoints"] = wanted[i].Endpoints;
            slice["ports"] = wanted[i].Ports;
            if (i >= known.Length || !Same(slice, known[i]))
                Write(Kinds.EndpointSlice, i < known.Length ? known[i] : null, slice);
        }
        foreach (var surplus in known.Skip(wanted.Count))
            view.Delete(Kinds.EndpointSlice, surplus);
    }

    private static bool Same(JsonObject slice, JsonObject known) =>
        JsonNode.DeepEquals(slice["endpoints"], known["endpoints"] ?? new JsonArray())
        && JsonNode.DeepEquals(slice["ports"], known["ports"] ?? new JsonArray());

    private void Write(ResourceKind kind, JsonObject? known, JsonObject wanted)
    {
        if (known is null)
            view.Create(kind, wanted);
        else
            view.Update(kind, wanted);
    }

    private static JsonObject NewSlice(JsonObject service)
    {
        var slice = Named(Kinds.EndpointSlice, service, null);
        CopyLabels(service, slice);
        var metadata = slice.Child("metadata");
        metadata["generateName"] = $"{service.Name()}-";
        metadata.Child("labels")[ManagedBy] = Manager;
        metadata.Child("labels")[ServiceLabel] = service.Name();
        metadata["ownerReferences"] = new JsonArray(Owners.Reference(Kinds.Service, service));
        slice["addressType"] = "IPv4";
        return slice;
    }

    private static JsonObject Named(ResourceKind kind, JsonObject service, string? name)
    {
        var metadata = new JsonObject { ["namespace"] = service.NamespaceName() };
        if (name is not null)
            metadata["name"] = name;
        return new JsonObject
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["metadata"] = metadata,
        };
    }

    private static void CopyLabels(JsonObject service, JsonObject target)
    {
        foreach (var (name, value) in service.Labels())
            target.Child("metadata").Child("labels")[name] = value;
        if (service.Text("spec", "clusterIP") == "None")
            target.Child("metadata").Child("labels")["service.kubernetes.io/headless"] = "";
    }
}
