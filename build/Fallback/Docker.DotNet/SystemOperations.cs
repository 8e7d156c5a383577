using Docker.DotNet.Models;
using Docker.DotNet.Transport;

namespace Docker.DotNet;

internal sealed class SystemOperations(Engine engine) : ISystemOperations
{
    public Task<SystemInfoResponse> GetSystemInfoAsync(CancellationToken cancellationToken = default) =>
        engine.GetAsync("info", ModelsJson.Default.SystemInfoResponse, Refusals.General, cancellationToken);

    public Task<VersionResponse> GetVersionAsync(CancellationToken cancellationToken = default) =>
        engine.GetAsync("version", ModelsJson.Default.VersionResponse, Refusals.General, cancellationToken);

    public async Task PingAsync(CancellationToken cancellationToken = default)
    {
        using var response = await engine.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, "_ping"),
            Refusals.General,
            cancellationToken
        );
    }
}
