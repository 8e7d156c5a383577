using LocalCluster.Api.Access;
using LocalCluster.Api.Http;
using LocalCluster.Api.Http.Faults;
using LocalCluster.Api.Http.Protobuf;
using LocalCluster.Api.Http.Streams;
using LocalCluster.Api.Http.Subresources;
using LocalCluster.Api.Metrics;
using LocalCluster.Api.Writing;
using LocalCluster.Deletion;
using LocalCluster.Resources;
using LocalCluster.Schema.Custom;
using LocalCluster.Schema.ServedKinds;
using LocalCluster.Storage;
using LocalCluster.Watching;

namespace LocalCluster.Hosting;

/// <summary>Puts the API server together.</summary>
internal sealed class ApiServer : IDisposable
{
    private readonly ObjectStore _store;
    private readonly KindRegistry _kinds;
    private readonly ResourceWriter _writer;
    private readonly ResourceDeleter _deleter;
    private readonly ProxyHandler _proxy;

    public ApiServer(
        ClusterInstance instance,
        ClusterOptions options,
        ClusterParts parts,
        CancellationToken stopping
    )
    {
        _store = new ObjectStore(instance.Journal);
        _kinds = new KindRegistry(BuiltInKinds.Load(), measured: parts.Usage is not null);
        foreach (
            var definition in _store.List("apiextensions.k8s.io", "customresourcedefinitions", null).Objects
        )
            _kinds.Replace(
                definition.Key.Name,
                CustomKindReader.Read(definition.Object, _kinds.BuiltIn.ObjectMeta)
            );
        _store.OnWrite = ServeCustomKind;
        _writer = new ResourceWriter(
            _store,
            _kinds,
            new WritePreparation(options.Time, new AccountAdmission(_store)),
            new NamespaceGate(_store, _kinds),
            new ServiceAddresses(_store, _kinds, instance.Addresses),
            options.Time
        );
        _deleter = new ResourceDeleter(_store, options.Time);
        _proxy = new ProxyHandler(_store);
        var tables = new TableRenderer(options.Time);
        Tokens = new AccountTokens(instance.Credentials.AccountKey, _store, options.Time);
        var authorizer = new Authorizer(_store);
        var protobuf = new ProtobufBody(new FieldNumbers());
        var faults = new FaultInjection(options.Time, options.Crash);
        var authentication = new Authentication(instance.Credentials.Token, Tokens);
        Pipeline = new ApiPipeline(
            _kinds,
            Credentials.ServerNames(instance.Addresses),
            authentication,
            new Impersonation(authorizer),
            authorizer,
            new ReviewHandler(authorizer, authentication, protobuf, _kinds),
            new DiscoveryHandler(_kinds, instance.Addresses.Api.ToString()),
            new OpenApiHandler(_kinds),
            new ReadHandler(
                _store,
                new SnapshotHistory(options.Time),
                tables,
                parts.Usage is { } usage ? new MetricsSource(_store, usage) : null
            ),
            new WatchHandler(_store, tables, options.Time, stopping),
            new WriteHandler(_writer, tables, protobuf, new Escalation(authorizer)),
            new DeleteHandler(_store, _deleter),
            new LogHandler(_store, parts.Logs, stopping),
            _proxy,
            new PodHandler(_store, _writer, _deleter, _kinds),
            new ProgramHandler(_store, parts.Streams, options.Time, stopping),
            new PortForwardHandler(_store, parts.Streams, options.Time, stopping),
            new TokenHandler(_store, Tokens, protobuf, _kinds, options.Time),
            StopRequest,
            faults,
            options.FaultInjection ? new FaultHandler(faults, _store, options.Crash is not null) : null,
            options.Log
        );
        var ownService = new KubernetesService(_store, instance.Addresses);
        Components =
        [
            new GarbageCollector(_store, _kinds, _writer, _deleter),
            new CustomKindCleanup(_store, _kinds, _deleter),
            ownService,
            new NamespaceLifecycle(_store, _kinds, _deleter, instance.Credentials.AuthorityPem),
        ];
        InitialObjects.Create(As("kube-apiserver"));
        ownService.Create(As("kube-apiserver"));
    }

    public ApiPipeline Pipeline { get; }

    public StopRequest StopRequest { get; } = new();

    /// <summary>The tokens of ServiceAccounts.</summary>
    public AccountTokens Tokens { get; }

    /// <summary>The parts of the API server that work through itself.</summary>
    public IReadOnlyList<IClusterComponent> Components { get; }

    /// <summary>A custom kind is served from the very write of its definition on.</summary>
    private void ServeCustomKind(StoreChange change)
    {
        var key = change.Stored.Key;
        if (key is not { Group: "apiextensions.k8s.io", Plural: "customresourcedefinitions" })
            return;
        _kinds.Replace(
            key.Name,
            change.Type == ChangeType.Deleted
                ? []
                : CustomKindReader.Read(change.Stored.Object, _kinds.BuiltIn.ObjectMeta).ToList()
        );
    }

    public void Dispose() => _proxy.Dispose();

    /// <summary>The server's operations, owned by a field manager.</summary>
    public IResources As(string manager) => new ResourceClient(_store, _kinds, _writer, _deleter, manager);
}
