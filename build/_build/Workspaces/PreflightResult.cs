using Slipway.Kubernetes;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Targets.Workspaces;

/// <summary>
/// What was found before the first target ran, for the targets to go on with: so each of it happens once in a
/// command. It lives as long as the process.
/// </summary>
/// <param name="Key">The key that images are signed with; null where none is given.</param>
/// <param name="Manifests">The rendered overlay; null where not every way through the plan needs it.</param>
/// <param name="Cluster">
/// The environment's cluster; null where the plan begins with starting it, or has little to lose before it.
/// </param>
internal sealed record PreflightResult(
    SigningKey? Key,
    IReadOnlyList<KubeObject>? Manifests,
    Cluster? Cluster
)
{
    /// <summary>Nothing was looked at.</summary>
    public static PreflightResult Empty { get; } = new(null, null, null);

    /// <summary>Why the plan cannot succeed, all reasons that are known; none where it may.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];
}
