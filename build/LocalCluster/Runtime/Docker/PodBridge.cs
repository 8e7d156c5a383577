using Docker.DotNet;
using Docker.DotNet.Models;
using LocalCluster.Network;

namespace LocalCluster.Runtime.Docker;

/// <summary>The network of a cluster's pods in the engine.</summary>
internal sealed class PodBridge(IDockerClient engine, EngineLabels labels, PodGateway gateway)
{
    /// <summary>Its name, which no other cluster's has.</summary>
    public string Name { get; } = $"slipway-{gateway.Address.ToString().Replace('.', '-')}";

    /// <summary>Creates it, replacing an existing one.</summary>
    /// <exception cref="IOException">The addresses are in use on this machine.</exception>
    public async Task OpenAsync()
    {
        await CloseAsync();
        try
        {
            await engine.Networks.CreateNetworkAsync(
                new NetworksCreateParameters
                {
                    Name = Name,
                    CheckDuplicate = true,
                    Driver = "bridge",
                    Labels = labels.OfCluster(),
                    IPAM = new IPAM
                    {
                        Config =
                        [
                            new IPAMConfig { Subnet = gateway.Subnet, Gateway = gateway.Address.ToString() },
                        ],
                    },
                }
            );
        }
        catch (DockerApiException e)
        {
            throw new IOException(
                $"The Docker Engine cannot create the network {gateway.Subnet} of the pods: "
                    + $"{EngineMessage.Of(e)}. Choose other addresses with --address-block.",
                e
            );
        }
    }

    /// <summary>Removes it if it exists.</summary>
    public async Task CloseAsync()
    {
        var networks = await engine.Networks.ListNetworksAsync(
            new NetworksListParameters { Filters = labels.Filter() }
        );
        foreach (var network in networks)
            await engine.Networks.DeleteNetworkAsync(network.ID);
    }

    /// <summary>The settings that connect a container with an address of its own.</summary>
    public NetworkingConfig Member(string address) =>
        new()
        {
            EndpointsConfig = new Dictionary<string, EndpointSettings>
            {
                [Name] = new() { IPAMConfig = new EndpointIPAMConfig { IPv4Address = address } },
            },
        };
}
