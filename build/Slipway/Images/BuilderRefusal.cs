using Slipway.Services;
using Slipway.Values;

namespace Slipway.Images;

/// <summary>A service wants a builder that this build does not have.</summary>
internal sealed class BuilderRefusal(Service service) : Refusal(
    $"The service '{service.Name}' is to be built from its Dockerfile, but only .NET projects can be built.",
    service.Dockerfile ?? service.Directory,
    "Add a project that builds a program, and 'builder: dotnet' to its service.yaml.");
