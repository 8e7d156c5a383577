using Nuke.Common;
using Slipway.Targets.Images;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>The key that images are signed with.</summary>
internal interface IHazSigningKey : IHazWorkspace
{
    /// <summary>Relative to the repository, or absolute.</summary>
    [Parameter("Private key file (PKCS#8, P-256) that signs images - Default is not to sign")]
    string SigningKey => TryGetValue(() => SigningKey);

    /// <summary>The key itself, for CI.</summary>
    [Parameter("Content of the private key, for CI; set as NUKE_SIGNING_KEY_CONTENT")]
    [Secret]
    string SigningKeyContent => TryGetValue(() => SigningKeyContent);

    /// <summary>Empty for a key that is not encrypted.</summary>
    [Parameter("Password of the private key; best set as NUKE_SIGNING_KEY_PASSWORD")]
    [Secret]
    string SigningKeyPassword => TryGetValue(() => SigningKeyPassword);

    /// <summary>The key options of this run.</summary>
    SigningKeyChoice KeyChoice =>
        new(
            Workspace.Root,
            OptionalValue.OrNull(SigningKey),
            OptionalValue.OrNull(SigningKeyContent),
            OptionalValue.OrNull(SigningKeyPassword)
        );
}
