using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Containers;

/// <summary>
/// Where the files of pods are: <c>pods/&lt;uid&gt;/&lt;container&gt;/…</c> and
/// <c>pods/&lt;uid&gt;/volumes/…</c>. Secrets have the modes that their volumes say, 0644 by default, so the
/// folders above them are closed to other users of this machine. A container with a user of its own sees what
/// is mounted into it, not these folders.
/// </summary>
internal sealed class PodFolders(string directory)
{
    public string All { get; } = Path.Combine(directory, "pods");

    public string Claims { get; } = Path.Combine(directory, "volumes");

    public string Pod(string uid) => Path.Combine(All, uid);

    public string Container(string uid, string container) => Path.Combine(All, uid, "c-" + container);

    public string Volume(string uid, string volume) => Path.Combine(All, uid, "volumes", volume);

    public string Claim(string ns, string claim) => Path.Combine(Claims, ns, claim);

    /// <summary>Makes a pod's folder.</summary>
    public void Make(string uid) => FileModes.MakePrivateFolder(Pod(uid));

    /// <summary>Makes the folders above all pods', and removes those of pods that are not among these.</summary>
    public void Open(IReadOnlySet<string> pods)
    {
        FileModes.MakePrivateFolder(All);
        FileModes.MakePrivateFolder(Claims);
        foreach (var folder in Directory.EnumerateDirectories(All))
        {
            if (!pods.Contains(Path.GetFileName(folder)))
                Directory.Delete(folder, recursive: true);
        }
    }
}
