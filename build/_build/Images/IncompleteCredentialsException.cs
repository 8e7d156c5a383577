using Slipway.Values;

namespace Slipway.Targets.Images;

/// <summary>
/// A user without a password, or the other way round: with one of them alone nobody can log in.
/// </summary>
internal sealed class IncompleteCredentialsException()
    : Refusal(
        "the registry's user and password belong together, but only one of them is given",
        "--registry-user, NUKE_REGISTRY_USER and NUKE_REGISTRY_PASSWORD",
        "give both, or neither: then ~/.docker/config.json and its helpers count"
    );
