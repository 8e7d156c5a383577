using Slipway.Values;

namespace Slipway.Targets.Local;

/// <summary>
/// Containers do not see this machine's files, so an image built on scratch has no .NET there.
/// </summary>
internal sealed class ContainersNeedRuntimeException(string environment)
    : Refusal(
        "services built on 'scratch' can only run as processes: in a container they have no .NET",
        $"k8s/overlays/{environment}/environment.yaml, with --local-runtime docker",
        "use a base image with .NET: --base-image mcr.microsoft.com/dotnet/aspnet:10.0; "
            + "or run pods as processes: ./build.sh LocalDown, then --local-runtime process"
    );
