using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;
using LocalCluster.Watching;

namespace LocalCluster.Hosting;

/// <summary>
/// Maintains <c>default/kubernetes</c>, the Service through which pods reach the API server. It has the first
/// Service address and the API server's own port, because users may not be allowed to listen on 443. Its
/// endpoints are written here, as a real API server does.
/// </summary>
internal sealed class KubernetesService(ObjectStore store, AddressBlock addresses) : IClusterComponent
{
    private const string Name = "kubernetes";

    /// <summary>Whether an object is one of those kept here.</summary>
    private static bool IsOwn(ObjectKey key) =>
        key is { Namespace: "default", Name: Name, Plural: "services" or "endpoints" or "endpointslices" };

    public async Task RunAsync(
        IResources resources,
        ClusterContext context,
        CancellationToken cancellationToken
    )
    {
        using var subscription = store.Watch(IsOwn, null);
        await foreach (var change in subscription.Changes.ReadAllAsync(cancellationToken))
        {
            if (change.Type == ChangeType.Deleted)
                Create(resources);
        }
    }

    /// <summary>Creates what is missing or has the addresses of an earlier run.</summary>
    public void Create(IResources resources)
    {
        var ip = addresses.Service(0).ToString();
        if (
            resources.Get(Kinds.Service, "default", Name) is { } known
            && known.Text("spec", "clusterIP") != ip
        )
            resources.Delete(Kinds.Service, "default", Name);
        Put(
            resources,
            Kinds.Service,
            new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["clusterIP"] = ip,
                    ["ports"] = new JsonArray(Port(("targetPort", addresses.Api.Port))),
                },
            }
        );
        var server = addresses.Api.Address.ToString();
        Put(
            resources,
            Kinds.Endpoints,
            new JsonObject
            {
                ["subsets"] = new JsonArray(
                    new JsonObject
                    {
                        ["addresses"] = new JsonArray(new JsonObject { ["ip"] = server }),
                        ["ports"] = new JsonArray(Port()),
                    }
                ),
            }
        );
        Put(
            resources,
            Kinds.EndpointSlice,
            new JsonObject
            {
                ["addressType"] = "IPv4",
                ["endpoints"] = new JsonArray(
                    new JsonObject
                    {
                        ["addresses"] = new JsonArray(server),
                        ["conditions"] = new JsonObject { ["ready"] = true },
                    }
                ),
                ["ports"] = new JsonArray(Port()),
            }
        );
    }

    private JsonObject Port(params ReadOnlySpan<(string Name, int Value)> more)
    {
        var port = new JsonObject
        {
            ["name"] = "https",
            ["port"] = addresses.Api.Port,
            ["protocol"] = "TCP",
        };
        foreach (var (name, value) in more)
            port[name] = value;
        return port;
    }

    private static void Put(IResources resources, ResourceKind kind, JsonObject wanted)
    {
        var known = resources.Get(kind, "default", Name);
        var obj = known ?? new JsonObject { ["metadata"] = Metadata(kind) };
        foreach (var (field, value) in wanted.Where(_ => known is null || kind != Kinds.Service))
            obj[field] = value?.DeepClone();
        if (known is null)
            resources.Create(kind, obj);
        else
            resources.Update(kind, obj);
    }

    private static JsonObject Metadata(ResourceKind kind)
    {
        var labels =
            kind == Kinds.EndpointSlice
                ? new JsonObject { ["kubernetes.io/service-name"] = Name }
                : new JsonObject { ["component"] = "apiserver", ["provider"] = "kubernetes" };
        return new JsonObject
        {
            ["name"] = Name,
            ["namespace"] = "default",
            ["labels"] = labels,
        };
    }
}
