using Nuke.Common;
using Slipway.Targets.Images;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>The key that images are signed with.</summary>
internal interface IHazSigningKey : IHazWorkspace
{
    /// <summary>A file.</summary>
    [Parameter(
        "File of the private key (PKCS#8, P-256) that Push signs images with - Default is not to sign"
    )]
    string SigningKey => TryGetValue(() => SigningKey);

    /// <summary>The key itself, handed over by CI.</summary>
    [Parameter("Content of that key instead of a file, for CI, as NUKE_SIGNING_KEY_CONTENT")]
    [Secret]
    string SigningKeyContent => TryGetValue(() => SigningKeyContent);

    /// <summary>What the key is encrypted with.</summary>
    [Parameter("Password of the key, best handed over as NUKE_SIGNING_KEY_PASSWORD")]
    [Secret]
    string SigningKeyPassword => TryGetValue(() => SigningKeyPassword);

    /// <summary>What is given of it.</summary>
    SigningKeyChoice KeyChoice =>
        new(
            Workspace.Root,
            OptionalValue.OrNull(SigningKey),
            OptionalValue.OrNull(SigningKeyContent),
            OptionalValue.OrNull(SigningKeyPassword)
        );
}
