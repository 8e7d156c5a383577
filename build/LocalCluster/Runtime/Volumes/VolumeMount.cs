namespace LocalCluster.Runtime.Volumes;

/// <summary>A volume of a container (core/v1 VolumeMount).</summary>
/// <param name="Volume">Its name in the pod.</param>
/// <param name="Path">Where the container sees it.</param>
/// <param name="SubPath">The part of it that is seen; empty for all.</param>
/// <param name="Folder">That part on this machine.</param>
/// <param name="IsReadOnly">Whether the container may only read.</param>
/// <param name="Propagation">Whether mounts pass; null for no.</param>
internal sealed record VolumeMount(
    string Volume,
    string Path,
    string SubPath,
    string Folder,
    bool IsReadOnly,
    string? Propagation
);
