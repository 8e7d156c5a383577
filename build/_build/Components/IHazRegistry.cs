using Nuke.Common;
using Slipway.Targets.Images;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Registries and the images in them.</summary>
internal interface IHazRegistry : IHazEnvironment
{
    /// <summary>For a registry that Docker's configuration does not know.</summary>
    [Parameter("User of the registry; otherwise ~/.docker/config.json and its helpers count")]
    string RegistryUser => TryGetValue(() => RegistryUser);

    /// <summary>Its password or token.</summary>
    [Parameter("Password or token of the registry's user, best handed over as NUKE_REGISTRY_PASSWORD")]
    [Secret]
    string RegistryPassword => TryGetValue(() => RegistryPassword);

    /// <summary>Builds, pushes and copies images.</summary>
    ImageCommands Images =>
        ImageCommands.For(
            Workspace,
            OptionalValue.OrNull(RegistryUser),
            OptionalValue.OrNull(RegistryPassword)
        );
}
