using Slipway.Values;

namespace Slipway.Environments;

/// <summary>
/// What <c>k8s/overlays/&lt;name&gt;/environment.yaml</c> says: where an environment is and how releases
/// reach it.
/// </summary>
/// <param name="Name">The name of the overlay's folder, as given to <c>--env</c>.</param>
/// <param name="Overlay">The overlay's folder, relative to the repository, with forward slashes.</param>
/// <param name="Cluster">Which cluster.</param>
/// <param name="Namespace">The namespace of the application; created when missing.</param>
/// <param name="Registry">
/// Where images go, <c>host[:port][/path]</c>; null for the local cluster's own registry.
/// </param>
/// <param name="InsecureRegistry">
/// Whether plain HTTP is allowed for a registry that is not on loopback.
/// </param>
/// <param name="BaseImage">What service images are built on; null is an empty base (<c>scratch</c>).</param>
/// <param name="Build">How service images are built.</param>
/// <param name="Strategy">How <c>Deploy</c> releases to all traffic.</param>
/// <param name="Timeouts">How long things may take.</param>
/// <param name="Canary">Steps and rules of a canary.</param>
/// <param name="Slo">What a healthy service looks like.</param>
/// <param name="PromotionFrom">
/// The environment to promote from, by digest; null where images are built.
/// </param>
public sealed record EnvironmentSettings(
    string Name,
    string Overlay,
    ClusterChoice Cluster,
    string Namespace,
    string? Registry,
    bool InsecureRegistry,
    ImageReference? BaseImage,
    BuildPolicy Build,
    Strategy Strategy,
    Timeouts Timeouts,
    CanaryPolicy Canary,
    SloPolicy Slo,
    string? PromotionFrom
)
{
    /// <summary>The platforms to build for; more than one produce an image index.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [Platform.Default];

    /// <summary>Which namespaces the environment's objects may be in.</summary>
    public NamespacePolicy Namespaces { get; init; } = NamespacePolicy.Only(Namespace);

    /// <summary>Fields of custom resources that name images, beside those that are found by themselves.</summary>
    public IReadOnlyList<ImagePath> ImagePaths { get; init; } = [];

    /// <summary>
    /// The key that every image must be signed with before it runs (<c>signed: true</c>); null where images
    /// need no signature.
    /// </summary>
    public PublicKey? SignedBy { get; init; }
}

/// <summary>The cluster of an environment.</summary>
/// <param name="Local">
/// The embedded cluster of this checkout, started when it does not run (<c>cluster: local</c>).
/// </param>
/// <param name="Context">The context in the kubeconfig; null for the kubeconfig's current one.</param>
public sealed record ClusterChoice(bool Local, string? Context);

/// <summary>How <c>Deploy</c> releases to all traffic.</summary>
public enum Strategy
{
    /// <summary>At once, as each workload's own update strategy says.</summary>
    Rolling,

    /// <summary>Through the canary's steps, each only after a good analysis.</summary>
    Canary,
}

/// <summary>How long a release may take.</summary>
/// <param name="Workload">Without progress of one workload, until it is given up.</param>
/// <param name="Total">For the whole command.</param>
public sealed record Timeouts(TimeSpan Workload, TimeSpan Total);

/// <summary>Steps and rules of a canary.</summary>
/// <param name="Steps">The canary's share of the traffic at each step, in percent, ascending.</param>
/// <param name="MinimumRequests">No verdict before the canary served that many requests in a step.</param>
/// <param name="Maximum">The longest analysis of one step.</param>
/// <param name="NoTraffic">What an analysis without enough requests leads to.</param>
/// <param name="Traffic">
/// Requests that Slipway sends itself during the analysis, where there is no other traffic; null for none.
/// </param>
public sealed record CanaryPolicy(
    IReadOnlyList<int> Steps,
    int MinimumRequests,
    TimeSpan Maximum,
    NoTraffic NoTraffic,
    SyntheticTraffic? Traffic
);

/// <summary>What an analysis without enough evidence leads to; never a silent pass.</summary>
public enum NoTraffic
{
    /// <summary>The canary remains at its step until someone promotes or rolls back.</summary>
    Hold,

    /// <summary>The canary is removed.</summary>
    Abort,

    /// <summary>The canary continues with its next step.</summary>
    Promote,
}

/// <summary>Requests that Slipway sends itself.</summary>
/// <param name="Rate">Requests per second and service.</param>
/// <param name="Paths">
/// Service name to the path that is requested, for example <c>rating: /ratings/movie/1</c>.
/// </param>
public sealed record SyntheticTraffic(int Rate, IReadOnlyDictionary<string, string> Paths);

/// <summary>What a healthy service looks like.</summary>
/// <param name="Availability">The share of requests that must not fail with 5xx, in percent.</param>
/// <param name="Latency">The bound on a latency quantile; null for none.</param>
public sealed record SloPolicy(double Availability, LatencyObjective? Latency);

/// <summary>A bound on a latency quantile.</summary>
/// <param name="Quantile">Between 0 and 1, for example 0.95.</param>
/// <param name="Below">The bound.</param>
public sealed record LatencyObjective(double Quantile, TimeSpan Below);
