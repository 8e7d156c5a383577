using Slipway.Values;

namespace Slipway.Targets.Containers;

/// <summary>Images without .NET cannot run in a container.</summary>
internal sealed class ScratchNeedsClusterException(string environment)
    : Refusal(
        $"images of '{environment}' are built on scratch: they bring no .NET, so no Docker Engine can run them",
        $"--container-test-in docker, k8s/overlays/{environment}/environment.yaml",
        "name a base image that brings .NET or a Linux ('--base-image ...'), another environment, or "
            + "'--container-test-in cluster'"
    );
