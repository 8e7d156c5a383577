using Slipway.Values;

namespace Slipway.Targets.Images;

/// <summary>
/// A registry user without a password, or a password without a user.
/// </summary>
internal sealed class IncompleteCredentialsException()
    : Refusal(
        "only one of registry user and password is set",
        "--registry-user, NUKE_REGISTRY_USER and NUKE_REGISTRY_PASSWORD",
        "set both, or neither to use ~/.docker/config.json and its credential helpers"
    );
