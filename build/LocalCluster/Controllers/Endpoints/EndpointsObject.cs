using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Endpoints;

/// <summary>What one EndpointSlice lists.</summary>
internal sealed record SliceContent(JsonArray Endpoints, JsonArray Ports);

/// <summary>The Endpoints and EndpointSlices of a Service. Pure.</summary>
internal static class EndpointsObject
{
    private const int SliceSize = 100;

    /// <summary><c>Endpoints.subsets</c>: the ready and the unready addresses of each set of ports.</summary>
    public static JsonArray? Subsets(IReadOnlyList<EndpointPod> pods)
    {
        var subsets = pods.Where(pod => pod.Ports.Count > 0 && !pod.IsTerminating)
            .GroupBy(PortsKey)
            .Select(group => Subset([.. group]))
            .ToArray();
        return subsets.Length == 0 ? null : new JsonArray([.. subsets]);
    }

    /// <summary>
    /// The contents of the slices, each with at most a hundred endpoints of the same ports.
    /// </summary>
    public static IReadOnlyList<SliceContent> Slices(IReadOnlyList<EndpointPod> pods)
    {
        var slices = pods.GroupBy(PortsKey)
            .SelectMany(group => group.Chunk(SliceSize))
            .Select(chunk => new SliceContent(
                new JsonArray([.. chunk.Select(Endpoint)]),
                Ports(chunk[0].Ports, always: true)
            ))
            .ToArray();
        return slices.Length == 0 ? [new SliceContent([], [])] : slices;
    }

    private static JsonObject Subset(EndpointPod[] pods)
    {
        var subset = new JsonObject();
        var ready = pods.Where(pod => pod.IsReady).Select(Address).ToArray();
        var unready = pods.Where(pod => !pod.IsReady).Select(Address).ToArray();
        if (ready.Length > 0)
            subset["addresses"] = new JsonArray([.. ready]);
        if (unready.Length > 0)
            subset["notReadyAddresses"] = new JsonArray([.. unready]);
        subset["ports"] = Ports(pods[0].Ports, always: false);
        return subset;
    }

    private static JsonObject Address(EndpointPod pod)
    {
        var address = new JsonObject { ["ip"] = pod.Address };
        AddHost(address, pod.Pod);
        address["nodeName"] = pod.Pod.Text("spec", "nodeName");
        address["targetRef"] = Target(pod.Pod);
        return address;
    }

    private static JsonObject Endpoint(EndpointPod pod)
    {
        var endpoint = new JsonObject
        {
            ["addresses"] = new JsonArray(pod.Address),
            ["conditions"] = new JsonObject
            {
                ["ready"] = pod.IsReady,
                ["serving"] = pod.IsServing,
                ["terminating"] = pod.IsTerminating,
            },
            ["targetRef"] = Target(pod.Pod),
            ["nodeName"] = pod.Pod.Text("spec", "nodeName"),
        };
        AddHost(endpoint, pod.Pod);
        return endpoint;
    }

    private static void AddHost(JsonObject address, JsonObject pod)
    {
        if (
            pod.Text("spec", "hostname") is { Length: > 0 } host
            && pod.Text("spec", "subdomain") is { Length: > 0 }
        )
            address["hostname"] = host;
    }

    private static JsonObject Target(JsonObject pod) =>
        new()
        {
            ["kind"] = "Pod",
            ["namespace"] = pod.NamespaceName(),
            ["name"] = pod.Name(),
            ["uid"] = pod.Uid(),
        };

    private static JsonArray Ports(IReadOnlyList<EndpointPort> ports, bool always)
    {
        var array = new JsonArray();
        foreach (var port in ports)
        {
            var item = new JsonObject();
            if (always || port.Name.Length > 0)
                item["name"] = port.Name;
            item["port"] = port.Port;
            item["protocol"] = port.Protocol;
            if (port.AppProtocol is not null)
                item["appProtocol"] = port.AppProtocol;
            array.Add(item);
        }
        return array;
    }

    private static string PortsKey(EndpointPod pod) => string.Join(',', pod.Ports);
}
