using Nuke.Common;
using Slipway.Environments;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>The environment that a command works on.</summary>
internal interface IHazEnvironment : IHazWorkspace
{
    /// <summary>A folder below k8s/overlays.</summary>
    [Parameter("Environment, a folder below k8s/overlays - Default is 'local'")]
    string Env => TryGetValue(() => Env);

    /// <summary>The application's name in labels and release records.</summary>
    [Parameter("Name of the application")]
    string App => TryGetValue(() => App);

    /// <summary>Overrides <c>cluster.context</c> of environment.yaml.</summary>
    [Parameter("Context in the kubeconfig; overrides environment.yaml")]
    string KubeContext => TryGetValue(() => KubeContext);

    /// <summary>Overrides <c>namespace</c> of environment.yaml.</summary>
    [Parameter("Namespace; overrides environment.yaml")]
    string Namespace => TryGetValue(() => Namespace);

    /// <summary>Overrides the registry of environment.yaml.</summary>
    [Parameter("Registry for images as host[:port][/path]; overrides environment.yaml")]
    string Registry => TryGetValue(() => Registry);

    /// <summary>Overrides the base image of environment.yaml.</summary>
    [Parameter("Base image of the services; overrides environment.yaml")]
    string BaseImage => TryGetValue(() => BaseImage);

    /// <summary>Overrides the platforms of environment.yaml.</summary>
    [Parameter("Image platforms, such as linux/amd64,linux/arm64; overrides environment.yaml")]
    string Platform => TryGetValue(() => Platform);

    /// <summary>Overrides the builder of environment.yaml.</summary>
    [Parameter(
        "Builder of services with both a project and a Dockerfile: project (needs no Docker Engine) or "
            + "service (follows service.yaml); overrides environment.yaml"
    )]
    string Builder => TryGetValue(() => Builder);

    /// <summary>Override those of environment.yaml and service.yaml.</summary>
    [Parameter("Dockerfile build arguments as NAME=value, separated by spaces")]
    string[] BuildArgs => TryGetValue(() => BuildArgs);

    /// <summary>Allows plain HTTP even if environment.yaml does not.</summary>
    [Parameter("Allows plain HTTP to a registry that is not on a loopback address")]
    bool InsecureRegistry => TryGetValue<bool?>(() => InsecureRegistry) ?? false;

    /// <summary>A kubeconfig passed by CI instead of a file.</summary>
    [Parameter("Content of a kubeconfig, for CI - Default is $KUBECONFIG, then ~/.kube/config")]
    [Secret]
    string KubeconfigContent => TryGetValue(() => KubeconfigContent);

    /// <summary>The settings in environment.yaml with this run's overrides.</summary>
    EnvironmentSettings Environment =>
        Workspace.Environment(
            EnvironmentName.Choose(OptionalValue.OrNull(Env), InvokedTargets.Select(t => t.Name)),
            new EnvironmentOverrides(
                OptionalValue.OrNull(KubeContext),
                OptionalValue.OrNull(Namespace),
                OptionalValue.OrNull(Registry),
                OptionalValue.OrNull(BaseImage),
                InsecureRegistry,
                OptionalValue.OrNull(Platform),
                OptionalValue.OrNull(Builder),
                BuildArgs
            )
        );
}
