using Slipway.Values;

namespace Slipway.Targets.Local;

/// <summary>
/// Pods that are containers see nothing of this machine, so an image on an empty base lacks .NET there.
/// </summary>
internal sealed class ContainersNeedRuntimeException(string environment)
    : Refusal(
        "services on the base image 'scratch' run as processes alone: in a container there is no .NET for them",
        $"k8s/overlays/{environment}/environment.yaml, with --local-runtime docker",
        "name a base with .NET: --base-image mcr.microsoft.com/dotnet/aspnet:10.0; "
            + "or go back to processes: ./build.sh LocalDown, then --local-runtime process"
    );
