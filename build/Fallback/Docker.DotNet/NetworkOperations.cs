using System.Net.Http.Json;
using Docker.DotNet.Models;
using Docker.DotNet.Transport;

namespace Docker.DotNet;

internal sealed class NetworkOperations(Engine engine) : INetworkOperations
{
    public Task<NetworksCreateResponse> CreateNetworkAsync(
        NetworksCreateParameters parameters,
        CancellationToken cancellationToken = default
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "networks/create")
        {
            Content = JsonContent.Create(parameters, ModelsJson.Default.NetworksCreateParameters),
        };
        return engine.ReadAsync(
            request,
            ModelsJson.Default.NetworksCreateResponse,
            Refusals.General,
            cancellationToken
        );
    }

    public async Task DeleteNetworkAsync(string id, CancellationToken cancellationToken = default)
    {
        using var response = await engine.SendAsync(
            new HttpRequestMessage(HttpMethod.Delete, $"networks/{Query.Path(id)}"),
            Refusals.General,
            cancellationToken
        );
    }

    public Task<IList<NetworkResponse>> ListNetworksAsync(
        NetworksListParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) =>
        engine.GetAsync(
            $"networks{new Query().Add("filters", Filters.Json(parameters?.Filters))}",
            ModelsJson.Default.IListNetworkResponse,
            Refusals.General,
            cancellationToken
        );
}
