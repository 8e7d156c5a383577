using System.Net.Http.Json;
using Docker.DotNet.Models;
using Docker.DotNet.Transport;

namespace Docker.DotNet;

internal sealed class ExecOperations(Engine engine) : IExecOperations
{
    public Task<ContainerExecCreateResponse> ExecCreateContainerAsync(
        string id,
        ContainerExecCreateParameters parameters,
        CancellationToken cancellationToken = default
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"containers/{Query.Path(id)}/exec")
        {
            Content = JsonContent.Create(parameters, ModelsJson.Default.ContainerExecCreateParameters),
        };
        return engine.ReadAsync(
            request,
            ModelsJson.Default.ContainerExecCreateResponse,
            Refusals.Container,
            cancellationToken
        );
    }

    public async Task<MultiplexedStream> StartAndAttachContainerExecAsync(
        string id,
        bool tty,
        CancellationToken cancellationToken = default
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"exec/{Query.Path(id)}/start")
        {
            Content = JsonContent.Create(
                new ContainerExecStart(false, tty),
                ModelsJson.Default.ContainerExecStart
            ),
        };
        // The engine reads no parts whose length it was not told before.
        await request.Content.LoadIntoBufferAsync(cancellationToken);
        var stream = await engine.HijackAsync(request, Refusals.Container, cancellationToken);
        return new MultiplexedStream(stream, multiplexed: !tty);
    }

    public Task<ContainerExecInspectResponse> InspectContainerExecAsync(
        string id,
        CancellationToken cancellationToken = default
    ) =>
        engine.GetAsync(
            $"exec/{Query.Path(id)}/json",
            ModelsJson.Default.ContainerExecInspectResponse,
            Refusals.Container,
            cancellationToken
        );

    public async Task ResizeContainerExecTtyAsync(
        string id,
        ContainerResizeParameters parameters,
        CancellationToken cancellationToken = default
    )
    {
        var query = new Query().Add("h", parameters.Height).Add("w", parameters.Width);
        using var response = await engine.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, $"exec/{Query.Path(id)}/resize{query}"),
            Refusals.Container,
            cancellationToken
        );
    }
}
