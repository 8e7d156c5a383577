using System.Net;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Runtime.Docker;
using LocalCluster.Watching;
using Microsoft.AspNetCore.Builder;

namespace LocalCluster.Hosting;

/// <summary>A running cluster in this process.</summary>
public sealed class ClusterHost : IAsyncDisposable
{
    private readonly ClusterInstance _instance;
    private readonly ApiServer _api;
    private readonly WebApplication _server;
    private readonly CancellationTokenSource _stopping;
    private readonly CancellationTokenSource _componentsStopping = new();
    private readonly List<Task> _components;
    private readonly TaskCompletionSource _completion = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private int _stopped;

    private ClusterHost(
        ClusterInstance instance,
        WebApplication server,
        CancellationTokenSource stopping,
        ApiServer api,
        ClusterOptions options,
        ClusterParts parts
    )
    {
        (_instance, _api, _server, _stopping) = (instance, api, server, stopping);
        Context = new ClusterContext(instance.Directory, options.Time, instance.Addresses, options.Log)
        {
            Tokens = api.Tokens,
        };
        Resources = api.As("kube-controller-manager");
        StopAsked = api.StopRequest.Asked;
        _components = [.. api.Components.Concat(parts.Components).Select(StartAsync)];
    }

    /// <summary>Where the API server listens, <c>https://127.A.B.1:6443/</c>.</summary>
    public Uri BaseUri => new($"https://{Context.Addresses.Api}");

    /// <summary>Where the embedded registry listens.</summary>
    public IPEndPoint Registry => Context.Registry;

    /// <summary>The kubeconfig file.</summary>
    public string Kubeconfig => _instance.Kubeconfig;

    /// <summary>The API server's operations, without HTTP.</summary>
    public IResources Resources { get; }

    /// <summary>What components know about the cluster.</summary>
    public ClusterContext Context { get; }

    /// <summary>Done when the cluster has stopped; faulted when a component's exception stopped it.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Done when a client with the cluster's token asked for its end.</summary>
    internal Task StopAsked { get; }

    /// <summary>Starts a cluster; it answers when the task is done.</summary>
    /// <exception cref="ClusterStartException">Another cluster runs in the directory, or an address is
    /// taken.</exception>
    public static async Task<ClusterHost> StartAsync(
        ClusterOptions options,
        CancellationToken cancellationToken = default
    )
    {
        if (options.Runtime == RuntimeChoice.Docker)
            await EngineAccess.DemandAsync(cancellationToken);
        var instance = ClusterInstance.Open(options);
        var stopping = new CancellationTokenSource();
        try
        {
            var parts = ClusterParts.For(options.Runtime, instance.Credentials.RegistryToken);
            var api = new ApiServer(instance, options, parts, stopping.Token);
            var server = await HttpsServer.StartAsync(instance, api.Pipeline.HandleAsync, cancellationToken);
            return new ClusterHost(instance, server, stopping, api, options, parts);
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    /// <summary>Stops the components (pods' processes too), then the API server.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            await ((Task)_completion.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }
        await _componentsStopping.CancelAsync();
        await Task.WhenAll(_components).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stopping.CancelAsync();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        _api.Dispose();
        _instance.Dispose();
        _completion.TrySetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task StartAsync(IClusterComponent component)
    {
        await Task.Yield();
        try
        {
            await component.RunAsync(Resources, Context, _componentsStopping.Token);
        }
        catch (OperationCanceledException) when (_componentsStopping.IsCancellationRequested)
        {
            // It was asked to stop.
        }
        catch (Exception e)
        {
            Context.Log($"{component.GetType().Name} failed: {e}");
            _completion.TrySetException(e);
            _ = StopAsync();
        }
    }
}
