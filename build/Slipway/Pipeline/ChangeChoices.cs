namespace Slipway.Pipeline;

/// <summary>What a user has decided about changes that are refused, or kept as they are, without a word.</summary>
public sealed record ChangeChoices
{
    /// <summary>Nothing was decided.</summary>
    public static ChangeChoices None { get; } = new();

    /// <summary>
    /// Why a commit may be deployed that does not contain the one that runs; null where it may not.
    /// </summary>
    public string? AllowOlder { get; init; }

    /// <summary>Whether workloads, or a large part of the objects, may be removed.</summary>
    public bool ConfirmPrune { get; init; }

    /// <summary>Whether counts of pods that were set by hand are replaced by those of the manifests.</summary>
    public bool ResetReplicas { get; init; }

    /// <summary>Whether <c>Destroy</c> deletes volumes too.</summary>
    public bool DeleteData { get; init; }
}
