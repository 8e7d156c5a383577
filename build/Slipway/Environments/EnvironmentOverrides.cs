namespace Slipway.Environments;

/// <summary>
/// What the command line says instead of <c>environment.yaml</c>, for one run; null where it says nothing.
/// </summary>
/// <param name="Context">
/// The kubeconfig's context (<c>--kube-context</c>). Moves even a local environment to that cluster.
/// </param>
/// <param name="Namespace">The namespace (<c>--namespace</c>).</param>
/// <param name="Registry">Where images go (<c>--registry</c>).</param>
/// <param name="BaseImage">A full image reference or <c>scratch</c> (<c>--base-image</c>).</param>
/// <param name="InsecureRegistry">
/// Whether plain HTTP is allowed for the registry, though the file does not say so
/// (<c>--insecure-registry</c>).
/// </param>
/// <param name="Platforms">
/// What images are made for, separated by commas (<c>--platform linux/amd64,linux/arm64</c>).
/// </param>
/// <param name="Builder"><c>project</c> or <c>service</c> (<c>--builder</c>).</param>
/// <param name="BuildArguments"><c>NAME=value</c> each, before those of the file
/// (<c>--build-args</c>).</param>
public sealed record EnvironmentOverrides(
    string? Context = null,
    string? Namespace = null,
    string? Registry = null,
    string? BaseImage = null,
    bool InsecureRegistry = false,
    string? Platforms = null,
    string? Builder = null,
    IReadOnlyList<string>? BuildArguments = null
);
