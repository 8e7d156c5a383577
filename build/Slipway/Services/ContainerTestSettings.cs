namespace Slipway.Services;

/// <summary>How a service's container is tested.</summary>
/// <param name="Environment">Variables that it needs to start, such as the addresses of its callees.</param>
/// <param name="Readiness">The path that answers 200 once it can take requests.</param>
/// <param name="Request">A path that its users ask, and that its request counters count.</param>
/// <param name="Port">Where it listens; null for the first TCP port that its image exposes.</param>
/// <param name="Start">How long it may take to get ready.</param>
/// <param name="Grace">How long it may take to end after the signal.</param>
public sealed record ContainerTestSettings(
    IReadOnlyDictionary<string, string> Environment,
    string Readiness,
    string Request,
    int? Port,
    TimeSpan Start,
    TimeSpan Grace
)
{
    /// <summary>For a service that says nothing; the grace is that of Kubernetes.</summary>
    public static ContainerTestSettings Default { get; } =
        new(
            new Dictionary<string, string>(),
            "/healthz/ready",
            "/",
            null,
            TimeSpan.FromSeconds(60),
            TimeSpan.FromSeconds(30)
        );
}
