using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>The files of the manifests cannot be released as they are.</summary>
public sealed class ManifestTreeRefusal : Refusal
{
    private ManifestTreeRefusal(string what, string where, string next)
        : base(what, where, next) { }

    internal static ManifestTreeRefusal Link(string path, string target, bool isFolder) =>
        new(
            isFolder
                ? $"{path} is a symbolic link to a folder ({target})."
                : $"{path} is a symbolic link that leads to no file of the manifests ({target}).",
            path,
            "Put a file there, or name the folder in a kustomization under 'resources' or 'components'."
        );

    internal static ManifestTreeRefusal TooLarge(string largest, long size, long limit) =>
        new(
            $"The manifests are larger than {limit / 1024 / 1024} MiB; the largest file is {largest} "
                + $"({size / 1024.0 / 1024.0:0.0} MiB).",
            "k8s",
            "Keep in k8s what manifests are rendered from, and other files elsewhere."
        );
}
