using System.Text.Json.Nodes;
using Slipway.Environments;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline;
using Slipway.Pipeline.Canary;
using Slipway.Pipeline.Deploy;
using Slipway.Pipeline.History;
using Slipway.Pipeline.Promote;
using Slipway.Pipeline.Rollback;
using Slipway.Releases;
using Slipway.SupplyChain.Signing;
using Slipway.Tests.Kubernetes;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Tests.Pipeline;

/// <summary>One application in a namespace of its own, with the use cases that are played on it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly string[] s_bookkeeping =
    [
        "uid",
        "resourceVersion",
        "creationTimestamp",
        "generation",
        "managedFields",
    ];

    private Stage(ApiFront front, Cluster cluster, LeapingTime time) =>
        (Front, Cluster, Time) = (front, cluster, time);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public required string Namespace { get; init; }

    public ApiFront Front { get; }

    public Cluster Cluster { get; }

    public LeapingTime Time { get; }

    public CollectingReporter Reporter { get; } = new();

    public Strategy Strategy { get; set; } = Strategy.Rolling;

    public NoTraffic NoTraffic { get; set; } = NoTraffic.Hold;

    public Timeouts Timeouts { get; set; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));

    public bool ForceConflicts { get; set; }

    public bool ReplaceImmutable { get; set; }

    public bool IsLocal { get; set; } = true;

    /// <summary>The key that the environment demands, and who verifies with it.</summary>
    public PublicKey? SignedBy { get; set; }

    public ISignatures? Signatures { get; set; }

    /// <summary>What the user has decided, who can be asked, and the clone that knows the commits.</summary>
    public ChangeChoices Choices { get; set; } = ChangeChoices.None;

    public IConfirmation? Confirmation { get; set; }

    public CommitHistory? Commits { get; set; }

    public ScriptedMetrics Metrics { get; set; } = ScriptedMetrics.Good;

    /// <summary>What a command works with; each command has its own.</summary>
    public DeliveryContext Context =>
        new(
            Shop.App,
            new EnvironmentSettings(
                "staging",
                "k8s/overlays/staging",
                new ClusterChoice(IsLocal, null),
                Namespace,
                "registry.example.com/shop",
                InsecureRegistry: false,
                BaseImage: null,
                BuildPolicy.AsServicesSay,
                Strategy,
                Timeouts,
                new CanaryPolicy([25, 50], 50, Patience, NoTraffic, null),
                new SloPolicy(99.5, null),
                null
            )
            {
                SignedBy = SignedBy,
            },
            Cluster,
            ForceConflicts,
            "anna@build-7",
            Reporter,
            Time
        )
        {
            Signatures = Signatures,
            ReplaceImmutable = ReplaceImmutable,
            Choices = Choices,
            Confirmation = Confirmation,
            Commits = Commits,
        };

    public static Task<Stage> OpenAsync(RehearsingCluster cluster) =>
        OpenAsync(cluster.Kubeconfig, $"shop-{Guid.NewGuid():n}"[..20]);

    /// <summary>The same for a user with other rights.</summary>
    public static async Task<Stage> OpenAsync(string kubeconfig, string ns)
    {
        var (front, time) = (await ApiFront.StartAsync(kubeconfig), new LeapingTime());
        return new Stage(front, await front.ConnectAsync(time, new CollectingReporter()), time)
        {
            Namespace = ns,
        };
    }

    // Who is asked nothing would only be waited for.
    private TimeSpan Patience => TimeSpan.FromSeconds(Metrics.IsIdle ? 0 : 60);

    public Task<DeliveryResult> DeployAsync(string version, params IReadOnlyList<KubeObject> objects) =>
        new DeployCommand(Context, Metrics).RunAsync(Shop.Release(version, objects), Stop);

    public Task<bool> CanaryAsync(string version, params IReadOnlyList<KubeObject> objects) =>
        new CanaryCommand(Context, Metrics).RunAsync(Shop.Release(version, objects), Stop);

    public Task<DeliveryResult?> PromoteAsync() => new PromoteCommand(Context).FinishCanaryAsync(Stop);

    public Task<DeliveryResult> RollBackAsync(string? to = null) =>
        new RollbackCommand(Context).RunAsync(to, Stop);

    public Task<IReadOnlyList<Release>> HistoryAsync() => new HistoryQuery(Context).RunAsync(Stop);

    /// <summary>The states of all releases, the newest first: <c>2 deployed, 1 superseded</c>.</summary>
    public async Task<string> StatesAsync() =>
        string.Join(", ", (await HistoryAsync()).Select(r => $"{r.Revision} {r.State.Word()}"));

    /// <summary>The cluster after a command was killed, and its lock has expired for everybody.</summary>
    public async Task ForgetAsync()
    {
        Front.Open();
        var key = new ObjectKey("coordination.k8s.io/v1", "Lease", Namespace, $"slipway-{Shop.App}");
        await Cluster.DeleteAsync(key, new DeleteOptions(), Stop);
        // The next command counts what it writes itself.
        Front.Open();
    }

    public Task<KubeObject?> FindAsync(string kind, string name)
    {
        var apiVersion = kind switch
        {
            "Deployment" or "StatefulSet" or "DaemonSet" => "apps/v1",
            "Job" => "batch/v1",
            _ => "v1",
        };
        return Cluster.GetAsync(new ObjectKey(apiVersion, kind, Namespace, name), Stop);
    }

    /// <summary>The version whose image a workload's template names; null where there is none.</summary>
    public async Task<string?> VersionAsync(string service) =>
        await FindAsync("Deployment", service) is { } live ? Shop.ImageOf(live).Tag : null;

    /// <summary>
    /// Everything in the namespace as somebody wrote it, the lock aside. What controllers say of a workload
    /// comes when they get to it, and is no part of it.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> VersionsAsync() =>
        (await ObjectsAsync()).ToDictionary(
            o => o.Display,
            o =>
                o.Kind is "Deployment" or "Job"
                    ? $"{o.Text("metadata", "uid")} {Bare(o)}"
                    : o.Text("metadata", "resourceVersion")!
        );

    /// <summary>
    /// What a command was to bring about: all objects without bookkeeping, and what the records say runs.
    /// </summary>
    public async Task<string> PictureAsync()
    {
        var objects = (await ObjectsAsync())
            .Where(o => o.Text("type") != "slipway.dev/release.v1")
            .Select(Bare)
            .Order(StringComparer.Ordinal);
        var releases = await HistoryAsync();
        var newest = releases[0];
        return string.Join(
            '\n',
            [
                .. objects,
                $"newest: {newest.Version} {newest.State}"
                    + (newest.Kind == ReleaseKind.Canary ? " as canary" : ""),
                $"of: {string.Join(' ', newest.Manifests.Select(m => m.Display))}",
                $"running: {Versions(releases, ReleaseState.Deployed)}",
                $"open: {Versions(releases, ReleaseState.Pending)}",
            ]
        );
    }

    public async ValueTask DisposeAsync()
    {
        Cluster.Dispose();
        await Front.DisposeAsync();
    }

    private async Task<IReadOnlyList<KubeObject>> ObjectsAsync()
    {
        var found = new List<KubeObject>();
        foreach (
            var (apiVersion, kind) in new[]
            {
                ("v1", "ConfigMap"),
                ("v1", "Secret"),
                ("v1", "Service"),
                ("apps/v1", "Deployment"),
                ("batch/v1", "Job"),
            }
        )
            found.AddRange((await Cluster.ListAsync(apiVersion, kind, Namespace, null, Stop)).Items);
        // A controller puts it into each new namespace, sooner or later.
        return [.. found.Where(o => o.Name != "kube-root-ca.crt")];
    }

    private static string Versions(IEnumerable<Release> releases, ReleaseState state) =>
        string.Join(' ', releases.Where(r => r.State == state).Select(r => r.Version));

    private string Bare(KubeObject obj) =>
        Sorted(
                JsonObject.Create(
                    obj.With(json =>
                    {
                        var metadata = json["metadata"]!.AsObject();
                        foreach (var field in s_bookkeeping)
                            metadata.Remove(field);
                        (metadata["annotations"] as JsonObject)?.Remove("deployment.kubernetes.io/revision");
                        (json["spec"] as JsonObject)?.Remove("clusterIP");
                        (json["spec"] as JsonObject)?.Remove("clusterIPs");
                        json.Remove("status");
                    }).Json
                )
            )!
            .ToJsonString()
            .Replace(Namespace, "NS")
            .Replace(obj.Text("metadata", "uid")!, "UID", StringComparison.Ordinal);

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(p => p.Key, StringComparer.Ordinal)
                    .Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
