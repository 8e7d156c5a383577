using Nuke.Common;
using Slipway.Targets.Images;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Registries and the images in them.</summary>
internal interface IHazRegistry : IHazEnvironment
{
    /// <summary>For a registry that is not in Docker's configuration.</summary>
    [Parameter("Registry user - Default is the login in ~/.docker/config.json or its credential helpers")]
    string RegistryUser => TryGetValue(() => RegistryUser);

    /// <summary>The user's password or token.</summary>
    [Parameter("Registry password or token; best set as NUKE_REGISTRY_PASSWORD")]
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
