using Slipway.Values;

namespace Slipway.Targets.Containers;

/// <summary>Images without .NET cannot run in a container.</summary>
internal sealed class ScratchNeedsClusterException(string environment)
    : Refusal(
        $"images of '{environment}' are built on scratch and contain no .NET, so a Docker Engine cannot run them",
        $"--container-test-in docker, k8s/overlays/{environment}/environment.yaml",
        "use a base image with .NET ('--base-image ...'), another environment, or "
            + "'--container-test-in cluster'"
    );
