using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>A canary is on trial; nothing else may change the application until that is decided.</summary>
public sealed class CanaryOnTrial(Release canary, string environment) : Refusal(
    $"the canary of {canary.Version} is on trial, begun by {canary.RanBy}",
    $"revision {canary.Revision} in {environment}",
    $"./build.sh Promote --env {environment} makes it stable, ./build.sh Rollback --env {environment} takes it away");

/// <summary>There is nothing that could be promoted.</summary>
public sealed class NothingToPromote(string environment) : Refusal(
    $"no canary is on trial in {environment}, and it is promoted from no other environment",
    $"k8s/overlays/{environment}/environment.yaml",
    $"./build.sh Canary --env {environment} starts one; 'promotion: {{ from: staging }}' names an environment to take from");

/// <summary>The environment that releases are taken from runs none.</summary>
public sealed class NothingProven(string environment, string app) : Refusal(
    $"{environment} runs no release of {app} that could be taken from there",
    $"the history of {app} in {environment}",
    $"./build.sh Deploy --env {environment}");

/// <summary>A canary needs something stable beside it.</summary>
public sealed class NothingStable(string environment) : Refusal(
    $"nothing runs in {environment} yet that a canary could be compared with",
    $"the history in {environment}",
    $"./build.sh Deploy --env {environment} brings the first release");

/// <summary>The analysis condemned a canary, and it was taken away.</summary>
public sealed class CanaryCondemned(Release canary, string reason, string environment) : Refusal(
    $"the canary of {canary.Version} was bad and is gone: {reason}",
    $"revision {canary.Revision} in {environment}; stable serves all traffic",
    $"mend it and start a new canary; the analysis is kept with revision {canary.Revision}")
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.RolledBack;
}

/// <summary>A deployment by canary got no verdict, and the environment says to hold then.</summary>
public sealed class CanaryUndecided(string version, string environment) : Refusal(
    $"the canary of {version} got no verdict, so it was not brought to all traffic",
    $"environment {environment}; the canary goes on serving its share",
    $"./build.sh Promote --env {environment} makes it stable, ./build.sh Rollback --env {environment} takes it away")
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}

/// <summary>Destroying needs to be meant.</summary>
public sealed class DestructionUnconfirmed(string app, string environment) : Refusal(
    $"this would remove {app} from {environment} with all release records",
    $"environment {environment}",
    $"if you mean it: ./build.sh Destroy --env {environment} --confirm {app}");
