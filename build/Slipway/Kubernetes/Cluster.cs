using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Kubernetes;

/// <summary>
/// A Kubernetes cluster through its API server. Kinds are found by discovery, objects are JSON: nothing here
/// knows a
/// kind's fields. Safe for concurrent use.
/// </summary>
public sealed partial class Cluster : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private readonly ApiConnection _api;
    private readonly Discovery _discovery;

    private Cluster(ApiConnection api, ClusterAddress address, string version)
    {
        (_api, _discovery) = (api, new Discovery(api));
        (Address, Version) = (address, version);
    }

    /// <summary>Which cluster this is.</summary>
    public ClusterAddress Address { get; }

    /// <summary>The API server's version, for example <c>v1.31.4</c>.</summary>
    public string Version { get; }

    /// <summary>The clock that all waits follow.</summary>
    public TimeProvider Time => _api.Time;

    /// <summary>Finds the cluster and verifies that it answers.</summary>
    /// <param name="kubeconfig">The kubeconfig; null for <c>KUBECONFIG</c>, the user's own, or the pod's
    /// service account.</param>
    /// <param name="context">The context; null for the kubeconfig's current one.</param>
    /// <param name="time">The clock that all waits follow.</param>
    /// <param name="reporter">Where retries and the server's warnings are reported.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="KubeconfigMissingException">There is no kubeconfig.</exception>
    /// <exception cref="UnknownContextException">The kubeconfig lacks the context.</exception>
    /// <exception cref="KubeconfigUnusableException">The kubeconfig cannot be read or used.</exception>
    /// <exception cref="ClusterUnreachableException">The API server does not answer.</exception>
    /// <exception cref="AccessDeniedException">The API server does not know the user.</exception>
    public static Task<Cluster> ConnectAsync(
        string? kubeconfig,
        string? context,
        TimeProvider time,
        IReporter reporter,
        CancellationToken cancellation
    ) => ConnectAsync(kubeconfig, context, ApiPatience.Default, time, reporter, cancellation);

    /// <summary>Finds the cluster by a kubeconfig that is in memory, and verifies that it answers.</summary>
    /// <inheritdoc cref="ConnectAsync(string?, string?, TimeProvider, IReporter, CancellationToken)"/>
    public static async Task<Cluster> ConnectAsync(
        KubeconfigText kubeconfig,
        string? context,
        TimeProvider time,
        IReporter reporter,
        CancellationToken cancellation
    ) =>
        await ConnectAsync(
                await Kubeconfig.ReadAsync(kubeconfig, context, time, cancellation).ConfigureAwait(false),
                ApiPatience.Default,
                time,
                reporter,
                cancellation
            )
            .ConfigureAwait(false);

    /// <summary>The same cluster with another timeout for single requests.</summary>
    internal static async Task<Cluster> ConnectAsync(
        string? kubeconfig,
        string? context,
        ApiPatience policy,
        TimeProvider time,
        IReporter reporter,
        CancellationToken cancellation
    ) =>
        await ConnectAsync(
                await Kubeconfig.ChooseAsync(kubeconfig, context, time, cancellation).ConfigureAwait(false),
                policy,
                time,
                reporter,
                cancellation
            )
            .ConfigureAwait(false);

    private static async Task<Cluster> ConnectAsync(
        (k8s.KubernetesClientConfiguration Configuration, ClusterAddress Address) target,
        ApiPatience policy,
        TimeProvider time,
        IReporter reporter,
        CancellationToken cancellation
    )
    {
        var (configuration, address) = target;
        configuration.UserAgent = "slipway";
        configuration.FirstMessageHandlerSetup = handler =>
        {
            handler.ConnectTimeout = TimeSpan.FromSeconds(10);
            // No proxy leads to this machine itself, whatever NO_PROXY leaves out; kubectl sees it so too.
            if (Loopback.Is(address.Server))
                handler.UseProxy = false;
            handler.AutomaticDecompression = System.Net.DecompressionMethods.All;
            // A connection that a firewall dropped silently is noticed within half a minute, watches
            // included.
            handler.KeepAlivePingDelay = TimeSpan.FromSeconds(15);
            handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
        };
        var client = Client(configuration, address);
        var probe = Connection(policy with { Deadline = s_patience });
        try
        {
            var answer = await probe
                .AskAsync(new ApiRequest(HttpMethod.Get, "/version", "get its version"), cancellation)
                .ConfigureAwait(false);
            var version = answer.Read(json => json.Text("gitVersion"));
            return new Cluster(Connection(policy), address, version ?? "unknown");
        }
        catch
        {
            client.Dispose();
            throw;
        }

        ApiConnection Connection(ApiPatience retry) =>
            new(client, configuration.TlsServerName, address, retry, time, reporter);
    }

    /// <summary>All kinds that are served.</summary>
    public Task<IReadOnlyList<ResourceKind>> KindsAsync(CancellationToken cancellation) =>
        _discovery.KindsAsync(again: false, cancellation);

    /// <summary>A kind; null when it is not served.</summary>
    public async Task<ResourceKind?> FindKindAsync(
        string apiVersion,
        string kind,
        CancellationToken cancellation
    )
    {
        var known = await _discovery.KindsAsync(again: false, cancellation).ConfigureAwait(false);
        return Find(known)
            // A CustomResourceDefinition may have been created since.
            ?? Find(await _discovery.KindsAsync(again: true, cancellation).ConfigureAwait(false));

        ResourceKind? Find(IReadOnlyList<ResourceKind> kinds) =>
            kinds.FirstOrDefault(k => k.ApiVersion == apiVersion && k.Kind == kind);
    }

    /// <summary>A kind.</summary>
    /// <exception cref="KindNotServedException">The cluster does not serve it.</exception>
    public async Task<ResourceKind> KindAsync(
        string apiVersion,
        string kind,
        CancellationToken cancellation
    ) =>
        await FindKindAsync(apiVersion, kind, cancellation).ConfigureAwait(false)
        ?? throw new KindNotServedException(apiVersion, kind, Address);

    /// <summary>Closes all connections; watches end.</summary>
    public void Dispose() => _api.Dispose();

    private static k8s.Kubernetes Client(
        k8s.KubernetesClientConfiguration configuration,
        ClusterAddress address
    )
    {
        try
        {
            return ServerTrust.Client(configuration);
        }
        catch (Exception e) when (Kubeconfig.IsMistake(e))
        {
            throw new KubeconfigUnusableException(
                $"The kubeconfig cannot be used: {e.Message}",
                address.Source
            );
        }
    }
}
