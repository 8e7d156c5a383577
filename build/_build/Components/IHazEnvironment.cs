using Nuke.Common;
using Slipway.Environments;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Which environment a command is about.</summary>
internal interface IHazEnvironment : IHazWorkspace
{
    /// <summary>The folder below k8s/overlays.</summary>
    [Parameter("Environment: a folder below k8s/overlays - Default is 'local'")]
    string Env => TryGetValue(() => Env);

    /// <summary>The application, as it is named in labels and release records.</summary>
    [Parameter("Name of the application")]
    string App => TryGetValue(() => App);

    /// <summary>Instead of the environment's own.</summary>
    [Parameter("Context in the kubeconfig, instead of the environment's own")]
    string KubeContext => TryGetValue(() => KubeContext);

    /// <summary>Instead of the environment's own.</summary>
    [Parameter("Namespace, instead of the environment's own")]
    string Namespace => TryGetValue(() => Namespace);

    /// <summary>Instead of the environment's own.</summary>
    [Parameter("Registry for images, host[:port][/path], instead of the environment's own")]
    string Registry => TryGetValue(() => Registry);

    /// <summary>Instead of the environment's own.</summary>
    [Parameter("Image that services are built on, instead of the environment's own")]
    string BaseImage => TryGetValue(() => BaseImage);

    /// <summary>Instead of the environment's own.</summary>
    [Parameter("Platforms of images, as linux/amd64,linux/arm64, instead of the environment's own")]
    string Platform => TryGetValue(() => Platform);

    /// <summary>Instead of the environment's own.</summary>
    [Parameter(
        "What builds a service with a project and a Dockerfile: project (no Docker Engine) or service "
            + "(as its service.yaml says)"
    )]
    string Builder => TryGetValue(() => Builder);

    /// <summary>Before those of environment.yaml and service.yaml.</summary>
    [Parameter("Values for ARG in Dockerfiles, as NAME=value, separated by spaces")]
    string[] BuildArgs => TryGetValue(() => BuildArgs);

    /// <summary>Though the environment does not say so.</summary>
    [Parameter("Allows plain HTTP to a registry that is not on loopback")]
    bool InsecureRegistry => TryGetValue<bool?>(() => InsecureRegistry) ?? false;

    /// <summary>A kubeconfig handed over by CI, instead of a file.</summary>
    [Parameter("Content of a kubeconfig, for CI; otherwise KUBECONFIG and ~/.kube/config count")]
    [Secret]
    string KubeconfigContent => TryGetValue(() => KubeconfigContent);

    /// <summary>What the environment's file says, with this run's overrides.</summary>
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
