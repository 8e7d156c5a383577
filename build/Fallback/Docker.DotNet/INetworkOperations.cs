using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>What can be done with networks, which are named by id or name.</summary>
public interface INetworkOperations
{
    /// <summary>Makes a network.</summary>
    Task<NetworksCreateResponse> CreateNetworkAsync(
        NetworksCreateParameters parameters,
        CancellationToken cancellationToken = default
    );

    /// <summary>Takes a network away.</summary>
    Task DeleteNetworkAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The networks that there are.</summary>
    Task<IList<NetworkResponse>> ListNetworksAsync(
        NetworksListParameters? parameters = null,
        CancellationToken cancellationToken = default
    );
}
