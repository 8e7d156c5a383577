using System.Net.Http.Json;
using Docker.DotNet.Models;
using Docker.DotNet.Transport;

namespace Docker.DotNet;

internal sealed partial class ContainerOperations(Engine engine) : IContainerOperations
{
    public async Task<MultiplexedStream> AttachContainerAsync(
        string id,
        bool tty,
        ContainerAttachParameters parameters,
        CancellationToken cancellationToken = default
    )
    {
        var query = new Query()
            .Add("stream", parameters.Stream)
            .Add("stdin", parameters.Stdin)
            .Add("stdout", parameters.Stdout)
            .Add("stderr", parameters.Stderr)
            .Add("logs", parameters.Logs)
            .Add("detachKeys", parameters.DetachKeys);
        var stream = await engine.HijackAsync(
            Request(HttpMethod.Post, id, $"/attach{query}"),
            Refusals.Container,
            cancellationToken
        );
        return new MultiplexedStream(stream, multiplexed: !tty);
    }

    public Task<CreateContainerResponse> CreateContainerAsync(
        CreateContainerParameters parameters,
        CancellationToken cancellationToken = default
    )
    {
        var query = new Query().Add("name", parameters.Name);
        var request = new HttpRequestMessage(HttpMethod.Post, $"containers/create{query}")
        {
            Content = JsonContent.Create(parameters, ModelsJson.Default.CreateContainerParameters),
        };
        return engine.ReadAsync(
            request,
            ModelsJson.Default.CreateContainerResponse,
            Refusals.Image,
            cancellationToken
        );
    }

    public async Task<MultiplexedStream> GetContainerLogsAsync(
        string id,
        bool tty,
        ContainerLogsParameters parameters,
        CancellationToken cancellationToken = default
    )
    {
        var query = new Query()
            .Add("stdout", parameters.ShowStdout)
            .Add("stderr", parameters.ShowStderr)
            .Add("since", parameters.Since)
            .Add("until", parameters.Until)
            .Add("timestamps", parameters.Timestamps)
            .Add("follow", parameters.Follow)
            .Add("tail", parameters.Tail);
        var stream = await engine.OpenAsync(
            Request(HttpMethod.Get, id, $"/logs{query}"),
            Refusals.Container,
            cancellationToken
        );
        return new MultiplexedStream(stream, multiplexed: !tty);
    }

    public Task<ContainerInspectResponse> InspectContainerAsync(
        string id,
        CancellationToken cancellationToken = default
    ) =>
        engine.ReadAsync(
            Request(HttpMethod.Get, id, "/json"),
            ModelsJson.Default.ContainerInspectResponse,
            Refusals.Container,
            cancellationToken
        );

    public Task<IList<ContainerListResponse>> ListContainersAsync(
        ContainersListParameters parameters,
        CancellationToken cancellationToken = default
    )
    {
        var query = new Query().Add("all", parameters.All).Add("filters", Filters.Json(parameters.Filters));
        return engine.GetAsync(
            $"containers/json{query}",
            ModelsJson.Default.IListContainerListResponse,
            Refusals.General,
            cancellationToken
        );
    }

    public Task KillContainerAsync(
        string id,
        ContainerKillParameters parameters,
        CancellationToken cancellationToken = default
    ) =>
        DoAsync(
            HttpMethod.Post,
            id,
            $"/kill{new Query().Add("signal", parameters.Signal)}",
            cancellationToken
        );

    public Task RemoveContainerAsync(
        string id,
        ContainerRemoveParameters parameters,
        CancellationToken cancellationToken = default
    )
    {
        var query = new Query()
            .Add("v", parameters.RemoveVolumes)
            .Add("link", parameters.RemoveLinks)
            .Add("force", parameters.Force);
        return DoAsync(HttpMethod.Delete, id, query.ToString(), cancellationToken);
    }

    public Task ResizeContainerTtyAsync(
        string id,
        ContainerResizeParameters parameters,
        CancellationToken cancellationToken = default
    )
    {
        var query = new Query().Add("h", parameters.Height).Add("w", parameters.Width);
        return DoAsync(HttpMethod.Post, id, $"/resize{query}", cancellationToken);
    }

    public Task<bool> StartContainerAsync(
        string id,
        ContainerStartParameters? parameters,
        CancellationToken cancellationToken = default
    )
    {
        var query = new Query().Add("detachKeys", parameters?.DetachKeys);
        return DoAsync(HttpMethod.Post, id, $"/start{query}", cancellationToken);
    }

    public Task<bool> StopContainerAsync(
        string id,
        ContainerStopParameters parameters,
        CancellationToken cancellationToken = default
    )
    {
        // The engine answers when the container ended, which may take as long as its grace period.
        var query = new Query().Add("t", parameters.WaitBeforeKillSeconds);
        return DoAsync(HttpMethod.Post, id, $"/stop{query}", cancellationToken, Timeout.InfiniteTimeSpan);
    }

    public Task<ContainerWaitResponse> WaitContainerAsync(
        string id,
        CancellationToken cancellationToken = default
    ) =>
        engine.ReadAsync(
            Request(HttpMethod.Post, id, "/wait"),
            ModelsJson.Default.ContainerWaitResponse,
            Refusals.Container,
            cancellationToken,
            Timeout.InfiniteTimeSpan
        );

    // True when the engine did it; false when there was nothing to do.
    private async Task<bool> DoAsync(
        HttpMethod method,
        string id,
        string rest,
        CancellationToken cancellation,
        TimeSpan? timeout = null
    )
    {
        using var response = await engine.SendAsync(
            Request(method, id, rest),
            Refusals.Container,
            cancellation,
            timeout
        );
        return response.StatusCode != System.Net.HttpStatusCode.NotModified;
    }

    private static HttpRequestMessage Request(HttpMethod method, string id, string rest) =>
        new(method, $"containers/{Query.Path(id)}{rest}");
}
