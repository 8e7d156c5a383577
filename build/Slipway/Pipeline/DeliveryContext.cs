using Slipway.Environments;
using Slipway.Kubernetes;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.SupplyChain.Signing;
using Slipway.Versioning;

namespace Slipway.Pipeline;

/// <summary>What every use case works with.</summary>
/// <param name="App">The application's name, as in labels and release records.</param>
/// <param name="Environment">Where it is delivered.</param>
/// <param name="Cluster">The environment's cluster.</param>
/// <param name="ForceConflicts">Whether fields are taken over from other field managers.</param>
/// <param name="Operator">Who runs the command, as <see cref="Deployer"/> says it.</param>
/// <param name="Reporter">Where progress is reported.</param>
/// <param name="Time">The clock.</param>
public sealed record DeliveryContext(
    string App,
    EnvironmentSettings Environment,
    Cluster Cluster,
    bool ForceConflicts,
    string Operator,
    IReporter Reporter,
    TimeProvider Time
)
{
    /// <summary>
    /// Whether objects whose immutable fields change are replaced also where that has consequences, as
    /// <c>--replace-immutable</c> asks.
    /// </summary>
    public bool ReplaceImmutable { get; init; }

    /// <summary>
    /// Finds images that lack a signature; used only where the environment requires one.
    /// </summary>
    public ISignatures? Signatures { get; init; }

    /// <summary>What the user has decided beforehand.</summary>
    public ChangeChoices Choices { get; init; } = ChangeChoices.None;

    /// <summary>Who can be asked about the rest; null for nobody, as in CI.</summary>
    public IConfirmation? Confirmation { get; init; }

    /// <summary>Knows the order of commits; null where there is no clone.</summary>
    public CommitHistory? Commits { get; init; }

    /// <summary>The run of the CI that the command is part of; null outside of one.</summary>
    public CiRun? Run { get; init; }

    /// <summary>The release records that this run has read already.</summary>
    public RecordCache Records { get; init; } = new();

    /// <summary>The application's namespace.</summary>
    public string Namespace => Environment.Namespace;

    /// <summary>What was released there.</summary>
    public ReleaseHistory History => new(Cluster, Namespace, App, Records);
}
