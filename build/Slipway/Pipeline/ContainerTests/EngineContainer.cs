using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Slipway.Images.Docker.Engine;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>A container of a Docker Engine.</summary>
internal sealed class EngineContainer : IRunningContainer
{
    private const string Loopback = "127.0.0.1";

    private readonly DockerClient _client;
    private readonly string _id;
    private readonly string _signal;
    private readonly TimeProvider _time;

    private EngineContainer(DockerClient client, string id, Uri address, string signal, TimeProvider time)
    {
        (_client, _id, _signal, _time) = (client, id, signal, time);
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>As the manifests run it: the image's user, no capabilities, <c>/tmp</c> in memory.</summary>
    public static CreateContainerParameters Parameters(
        TestedImage image,
        ImageRun run,
        Uri endpoint,
        string tag,
        string name,
        bool readOnlyRoot
    )
    {
        var port = $"{image.Settings.Port ?? run.Port}/tcp";
        return new CreateContainerParameters
        {
            Name = name,
            Image = tag,
            Env = [.. image.Settings.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
            ExposedPorts = new Dictionary<string, EmptyStruct> { [port] = default },
            HostConfig = new HostConfig
            {
                ReadonlyRootfs = readOnlyRoot,
                Tmpfs = new Dictionary<string, string> { ["/tmp"] = "" },
                CapDrop = ["ALL"],
                SecurityOpt = ["no-new-privileges"],
                PortBindings = new Dictionary<string, IList<PortBinding>>
                {
                    [port] = [new PortBinding { HostIP = IsHere(endpoint) ? Loopback : null }],
                },
            },
        };
    }

    /// <exception cref="ContainerStartException">The engine cannot run it.</exception>
    public static async Task<EngineContainer> StartAsync(
        DockerClient client,
        Uri endpoint,
        CreateContainerParameters parameters,
        string signal,
        TimeProvider time,
        CancellationToken ct
    )
    {
        try
        {
            var created = await client.Containers.CreateContainerAsync(parameters, ct);
            await client.Containers.StartContainerAsync(created.ID, new ContainerStartParameters(), ct);
            var state = await client.Containers.InspectContainerAsync(created.ID, ct);
            return new EngineContainer(client, created.ID, AddressOf(state, endpoint), signal, time);
        }
        catch (DockerApiException e)
        {
            await RemoveAsync(client, parameters.Name!);
            throw new ContainerStartException(EngineFault.Words(e));
        }
        catch
        {
            await RemoveAsync(client, parameters.Name!);
            throw;
        }
    }

    /// <summary>Removes a container. A missing one is not an error.</summary>
    public static async Task RemoveAsync(DockerClient client, string container)
    {
        try
        {
            await client.Containers.RemoveContainerAsync(
                container,
                new ContainerRemoveParameters { Force = true, RemoveVolumes = true }
            );
        }
        catch (DockerContainerNotFoundException)
        {
            // Nothing was left.
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            // It is already being removed.
        }
    }

    public async Task<int?> ExitCodeAsync(CancellationToken ct)
    {
        var state = (await _client.Containers.InspectContainerAsync(_id, ct)).State;
        return state is { Running: false } ? (int)state.ExitCode : null;
    }

    public async Task<IReadOnlyList<string>?> UsersAsync(CancellationToken ct)
    {
        try
        {
            var processes = await _client.Containers.ListProcessesAsync(
                _id,
                new ContainerListProcessesParameters { PsArgs = "-o pid,uid" },
                ct
            );
            return [.. (processes.Processes ?? []).Select(process => process[^1])];
        }
        catch (DockerApiException) when (!ct.IsCancellationRequested)
        {
            // It exited in the meantime.
            return [];
        }
    }

    public async Task<int?> EndAsync(TimeSpan grace, CancellationToken ct)
    {
        using var over = new CancellationTokenSource(grace, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, over.Token);
        try
        {
            await _client.Containers.KillContainerAsync(
                _id,
                new ContainerKillParameters { Signal = _signal },
                ct
            );
            return (int)(await _client.Containers.WaitContainerAsync(_id, either.Token)).StatusCode;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            // It exited by itself in the meantime.
            return await ExitCodeAsync(ct);
        }
    }

    public async Task<IReadOnlyList<string>> LogAsync(int lines, CancellationToken ct)
    {
        using var log = await _client.Containers.GetContainerLogsAsync(
            _id,
            false,
            new ContainerLogsParameters
            {
                ShowStdout = true,
                ShowStderr = true,
                Tail = lines.ToString(CultureInfo.InvariantCulture),
            },
            ct
        );
        var (output, errors) = await log.ReadOutputToEndAsync(ct);
        return VisibleText.Lines(output + errors);
    }

    public async ValueTask DisposeAsync() => await RemoveAsync(_client, _id);

    private static bool IsHere(Uri endpoint) => endpoint.Scheme is "unix" or "npipe" || endpoint.IsLoopback;

    private static Uri AddressOf(ContainerInspectResponse container, Uri endpoint)
    {
        var host = IsHere(endpoint) ? Loopback : endpoint.Host;
        var port = container
            .NetworkSettings?.Ports?.Values.SelectMany(bindings => bindings ?? [])
            .FirstOrDefault()
            ?.HostPort;
        // A container that ended at once has no ports any more; its exit code explains the rest.
        return new Uri($"http://{host}:{port ?? "1"}");
    }
}
