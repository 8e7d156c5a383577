using Docker.DotNet.Models;
using Docker.DotNet.Transport;

namespace Docker.DotNet;

internal sealed partial class ContainerOperations
{
    public Task<ContainerProcessesResponse> ListProcessesAsync(
        string id,
        ContainerListProcessesParameters parameters,
        CancellationToken cancellationToken = default
    ) =>
        engine.ReadAsync(
            Request(HttpMethod.Get, id, $"/top{new Query().Add("ps_args", parameters.PsArgs)}"),
            ModelsJson.Default.ContainerProcessesResponse,
            Refusals.Container,
            cancellationToken
        );
}
