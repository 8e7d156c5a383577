using System.Net;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Network;

/// <summary>
/// The network of pods that run as Docker containers. Their addresses are those of the cluster's block with
/// 10 instead of 127 in front, so that clusters do not overlap. Containers cannot reach the loopback
/// addresses of Services, so each Service also listens on the machine's address on that network, on ten ports
/// of its own. Pure.
/// </summary>
/// <param name="block">The cluster's addresses.</param>
internal sealed class PodGateway(AddressBlock block)
{
    private const int FirstPort = 10000;
    private const int PortsPerService = 10;

    /// <summary>The machine's address; no pod has it.</summary>
    public IPAddress Address { get; } = new([10, block.Second, (byte)(block.Third + 8), 255]);

    /// <summary>The eight /24 blocks of pods.</summary>
    public string Subnet { get; } = $"10.{block.Second}.{block.Third + 8}.0/21";

    /// <summary>The address of a pod.</summary>
    public IPAddress Pod(int index) => new([10, .. block.Pod(index).GetAddressBytes()[1..]]);

    /// <summary>Whether an address is on the network, and not the machine's.</summary>
    public bool IsPod(string address) =>
        IPAddress.TryParse(address, out var ip)
        && ip.MapToIPv4().GetAddressBytes() is [10, var a, var b, _]
        && a == block.Second
        && b >= block.Third + 8
        && b < block.Third + 16
        && !ip.Equals(Address);

    /// <summary>Where a Service listens for pods besides its own address.</summary>
    public IReadOnlyList<ServicePort> Ports(JsonObject service) =>
        IsReachable(service)
            ?
            [
                .. Seen(service)
                    .Items("spec", "ports")
                    .Where(port => (port.Text("protocol") ?? "TCP") == "TCP")
                    .Select(port => new ServicePort(
                        new IPEndPoint(Address, port.Count("port")),
                        port.Text("name") ?? ""
                    )),
            ]
            : [];

    /// <summary>A Service as pods see it: with this address, and the ports here.</summary>
    public JsonObject Seen(JsonObject service)
    {
        if (!IsReachable(service))
            return service;
        var index = block.ServiceIndex(IPAddress.Parse(service.Text("spec", "clusterIP")!))!.Value;
        var seen = service.Copy();
        var spec = seen.Child("spec");
        spec["clusterIP"] = Address.ToString();
        var ports = seen.Items("spec", "ports").Take(PortsPerService).Select(port => port.Copy()).ToArray();
        foreach (var (position, port) in ports.Index())
            port["port"] = FirstPort + (index * PortsPerService) + position;
        spec["ports"] = new JsonArray([.. ports]);
        return seen;
    }

    private bool IsReachable(JsonObject service) =>
        service.Text("spec", "type") != "ExternalName"
        && IPAddress.TryParse(service.Text("spec", "clusterIP"), out var address)
        && block.ServiceIndex(address) is not null;
}
