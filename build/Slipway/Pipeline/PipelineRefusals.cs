using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Rollouts.Waiting;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>A canary is on trial; nothing else may change the application until that is decided.</summary>
public sealed class CanaryInProgressException(Release canary, string environment)
    : Refusal(
        $"the canary of {canary.Version} is on trial, begun by {canary.RanBy}",
        $"revision {canary.Revision} in {environment}",
        CanaryHints.Choice(environment)
    );

/// <summary>There is nothing that could be promoted.</summary>
public sealed class NothingToPromoteException(string environment)
    : Refusal(
        $"no canary is on trial in {environment}, and it is promoted from no other environment",
        $"k8s/overlays/{environment}/environment.yaml",
        $"./build.sh Canary --env {environment} starts one; "
            + "'promotion: { from: staging }' names an environment to take from"
    );

/// <summary>The environment that releases are taken from runs none.</summary>
public sealed class NoSourceReleaseException(string environment, string app)
    : Refusal(
        $"{environment} runs no release of {app} that could be taken from there",
        $"the history of {app} in {environment}",
        $"./build.sh Deploy --env {environment}"
    );

/// <summary>A canary needs something stable beside it.</summary>
public sealed class NoStableReleaseException(string environment)
    : Refusal(
        $"nothing runs in {environment} yet that a canary could be compared with",
        $"the history in {environment}",
        $"./build.sh Deploy --env {environment} brings the first release"
    );

/// <summary>What runs is a mixture of two releases, and so no measure for a canary.</summary>
public sealed class IncompleteStableException(Release broken, string environment)
    : Refusal(
        $"{broken.Display} did not come to its end ({broken.Failure ?? broken.State.Word()}), "
            + "so a canary has nothing to be compared with",
        $"the history in {environment}",
        $"./build.sh Deploy --env {environment} finishes a release, "
            + $"./build.sh Rollback --env {environment} goes back to the last good one"
    );

/// <summary>The analysis condemned a canary, and it was taken away.</summary>
public sealed class CanaryRejectedException(Release canary, string reason, string environment)
    : Refusal(
        $"the canary of {canary.Version} was bad and is gone: {reason}",
        $"revision {canary.Revision} in {environment}; stable serves all traffic",
        $"mend it and start a new canary; the analysis is kept with revision {canary.Revision}"
    )
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.RolledBack;
}

/// <summary>A deployment by canary got no verdict, and the environment says to hold then.</summary>
public sealed class CanaryInconclusiveException(string version, string environment)
    : Refusal(
        $"the canary of {version} got no verdict, so it was not brought to all traffic",
        $"environment {environment}; the canary goes on serving its share",
        CanaryHints.Choice(environment)
    )
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}

/// <summary>Destroying needs to be meant.</summary>
public sealed class DestroyNotConfirmedException(string app, string environment)
    : Refusal(
        $"this would remove {app} from {environment} with all release records",
        $"environment {environment}",
        $"if you mean it: ./build.sh Destroy --env {environment} --confirm {app}"
    );

/// <summary>A release was refused after its first change; the cluster may hold a part of it.</summary>
public sealed class ReleaseFailedException(Refusal refusal)
    : Refusal(
        refusal.What,
        refusal.Where,
        $"{refusal.Next} A part of the release may be in place: the same command goes on from there."
    )
{
    /// <summary>What was refused.</summary>
    public Refusal Cause { get; } = refusal;

    /// <summary>For what claims that nothing was changed; null for what does not.</summary>
    internal static ReleaseFailedException? By(Exception reason) =>
        reason is Refusal { Outcome: Outcome.Refused } refusal ? new ReleaseFailedException(refusal) : null;

    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}

/// <summary>The environment's time for a command is over.</summary>
public sealed class CommandTimedOutException(string command, TimeSpan total, string environment)
    : Refusal(
        $"{command} did not come to its end within {RolloutHints.Time(total)}",
        $"environment {environment}",
        "run it again, it goes on from there; if it merely needs longer, raise timeouts.total in "
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
    /// <summary>One of them alone speaks for itself.</summary>
    internal static Refusal Of(IReadOnlyList<Refusal> refusals) =>
        refusals.Count == 1 ? refusals[0] : new MultipleRefusalsException(refusals);

    /// <summary>Each refusal.</summary>
    public IReadOnlyList<Refusal> Refusals { get; } = refusals;
}

/// <summary>A release changes what Kubernetes does not let anybody change.</summary>
public sealed class ImmutableFieldsException(ObjectKey obj, IReadOnlyList<string> fields)
    : Refusal(
        $"{string.Join(", ", fields)} of {obj.Display} cannot be changed as long as it exists",
        $"{obj}",
        "take the change back, or give the object another name (the old one is removed once the new one serves), "
            + "or, where it may be gone for a moment, delete it first: "
            + $"kubectl delete {obj.Kind.ToLowerInvariant()} {obj.Name}"
            + (obj.Namespace is null ? "" : $" --namespace {obj.Namespace}")
    );

/// <summary>Images lack the signature that the environment demands. All of them are listed.</summary>
public sealed class ImagesUntrustedException(IReadOnlyList<UntrustedImage> images, string environment)
    : Refusal(
        string.Join('\n', images.Select(i => $"{i.Image} {i.Reason}")),
        $"'signed: true' in k8s/overlays/{environment}/environment.yaml; nothing was changed",
        "push them with the private key ('--signing-key'), or sign them by hand: cosign sign --key <key> "
            + "<image>; foreign images belong into a registry of your own for that"
    )
{
    /// <summary>Each image with the reason.</summary>
    public IReadOnlyList<UntrustedImage> Images { get; } = images;
}

internal static class CanaryHints
{
    public static string Choice(string environment) =>
        $"./build.sh Promote --env {environment} makes it stable, "
        + $"./build.sh Rollback --env {environment} takes it away";
}
