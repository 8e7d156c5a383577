using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Rollouts.Waiting;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>A canary is in progress; nothing else may change the application until that is decided.</summary>
public sealed class CanaryInProgressException(Release canary, string environment)
    : Refusal(
        $"the canary of {canary.Version} is in progress, started by {canary.RanBy}",
        $"revision {canary.Revision} in {environment}",
        CanaryHints.Choice(environment)
    );

/// <summary>There is nothing to promote.</summary>
public sealed class NothingToPromoteException(string environment)
    : Refusal(
        $"no canary is in progress in {environment}, and no environment to promote from is set",
        $"k8s/overlays/{environment}/environment.yaml",
        $"./build.sh Canary --env {environment} starts one; "
            + "'promotion: { from: staging }' sets an environment to promote from"
    );

/// <summary>The environment to promote from runs no release.</summary>
public sealed class NoSourceReleaseException(string environment, string app)
    : Refusal(
        $"{environment} runs no release of {app} to promote",
        $"the history of {app} in {environment}",
        $"./build.sh Deploy --env {environment}"
    );

/// <summary>A canary needs a stable release to be compared with.</summary>
public sealed class NoStableReleaseException(string environment)
    : Refusal(
        $"nothing runs in {environment} yet to compare a canary with",
        $"the history in {environment}",
        $"./build.sh Deploy --env {environment} deploys the first release"
    );

/// <summary>What runs is a mixture of two releases, and so no baseline for a canary.</summary>
public sealed class IncompleteStableException(Release broken, string environment)
    : Refusal(
        $"{broken.Display} did not complete ({broken.Failure ?? broken.State.Word()}), "
            + "so there is nothing to compare a canary with",
        $"the history in {environment}",
        $"./build.sh Deploy --env {environment} completes a release, "
            + $"./build.sh Rollback --env {environment} returns to the last good one"
    );

/// <summary>The analysis rejected a canary, and it was removed.</summary>
public sealed class CanaryRejectedException(Release canary, string reason, string environment)
    : Refusal(
        $"the canary of {canary.Version} was rejected and removed: {reason}",
        $"revision {canary.Revision} in {environment}; stable serves all traffic",
        $"fix it and start a new canary; the analysis is kept with revision {canary.Revision}"
    )
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.RolledBack;
}

/// <summary>A deployment by canary got no verdict, and the environment's policy is to hold.</summary>
public sealed class CanaryInconclusiveException(string version, string environment)
    : Refusal(
        $"the canary of {version} got no verdict, so it was not promoted",
        $"environment {environment}; the canary keeps serving its share",
        CanaryHints.Choice(environment)
    )
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}

/// <summary>A canary was good, but the release to all traffic was refused.</summary>
public sealed class PromotionRefusedException(Refusal refusal, string environment)
    : Refusal(
        refusal.What,
        refusal.Where,
        $"{refusal.Next} The canary is good and keeps serving its share: {CanaryHints.Choice(environment)}"
    )
{
    /// <summary>What was refused.</summary>
    public Refusal Cause { get; } = refusal;

    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}

/// <summary>Destroying must be confirmed.</summary>
public sealed class DestroyNotConfirmedException(
    string app,
    string environment,
    IReadOnlyList<ObjectKey>? volumes
)
    : Refusal(
        $"this would remove {app} from {environment} with all release records"
            + volumes switch
            {
                null => "; its volumes would stay",
                { Count: 0 } => "",
                _ => $", and delete its volumes: {string.Join(", ", volumes.Select(v => v.Display))}",
            },
        $"environment {environment}",
        $"to confirm: ./build.sh Destroy --env {environment} --confirm {app}"
            + (volumes is null ? "" : " --delete-data")
    );

/// <summary>A release was refused after its first change; the cluster may hold a part of it.</summary>
public sealed class ReleaseFailedException(Refusal refusal)
    : Refusal(
        refusal.What,
        refusal.Where,
        $"{refusal.Next} Part of the release may already be applied; run the same command to resume."
    )
{
    /// <summary>What was refused.</summary>
    public Refusal Cause { get; } = refusal;

    /// <inheritdoc />
    public override IReadOnlyList<Refusal> Parts =>
        Cause.Parts is [var only] && only == Cause
            ? [this]
            : [.. Cause.Parts.Select(part => new ReleaseFailedException(part))];

    /// <summary>For a refusal that claims that nothing was changed; null for any other.</summary>
    internal static ReleaseFailedException? By(Exception reason) =>
        reason is Refusal { Outcome: Outcome.Refused } refusal ? new ReleaseFailedException(refusal) : null;

    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}

/// <summary>The environment's time limit for a command has passed.</summary>
public sealed class CommandTimedOutException(string command, TimeSpan total, string environment)
    : Refusal(
        $"{command} timed out after {RolloutHints.Time(total)}",
        $"environment {environment}",
        "run the command again to resume; if it just needs more time, raise timeouts.total in "
            + $"k8s/overlays/{environment}/environment.yaml"
    )
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}

/// <summary>The API server would refuse several objects of a release.</summary>
public sealed class MultipleRefusalsException(IReadOnlyList<Refusal> refusals)
    : Refusal(
        string.Join('\n', refusals.Select(r => $"{r.Where}: {r.What}")),
        $"{refusals.Count} objects of the release; nothing was changed",
        string.Join(' ', refusals.Select(r => r.Next).Distinct())
    )
{
    /// <summary>A single refusal is used as it is.</summary>
    internal static Refusal Of(IReadOnlyList<Refusal> refusals) =>
        refusals.Count == 1 ? refusals[0] : new MultipleRefusalsException(refusals);

    /// <summary>Each refusal.</summary>
    public IReadOnlyList<Refusal> Refusals { get; } = refusals;

    /// <inheritdoc />
    public override IReadOnlyList<Refusal> Parts => Refusals;
}

/// <summary>A release changes immutable fields.</summary>
/// <param name="obj">The object.</param>
/// <param name="fields">The fields, with their values where they say something.</param>
/// <param name="next">What to do for this kind of object.</param>
public sealed class ImmutableFieldsException(ObjectKey obj, IReadOnlyList<string> fields, string next)
    : Refusal(
        $"{string.Join(", ", fields)} of {obj.Display} cannot be changed on an existing object",
        $"{obj}",
        next
    );

/// <summary>Images lack the signature that the environment requires. All of them are listed.</summary>
public sealed class ImagesUntrustedException(IReadOnlyList<UntrustedImage> images, string environment)
    : Refusal(
        string.Join('\n', images.Select(i => $"{i.Image} {i.Reason}")),
        $"'signed: true' in k8s/overlays/{environment}/environment.yaml; nothing was changed",
        "push them with the private key ('--signing-key'), or sign them by hand: cosign sign --key <key> "
            + "<image>; copy third-party images into a registry of your own to sign them"
    )
{
    /// <summary>Each image with the reason.</summary>
    public IReadOnlyList<UntrustedImage> Images { get; } = images;
}

internal static class CanaryHints
{
    public static string Choice(string environment) =>
        $"./build.sh Promote --env {environment} promotes it, "
        + $"./build.sh Rollback --env {environment} removes it";
}
