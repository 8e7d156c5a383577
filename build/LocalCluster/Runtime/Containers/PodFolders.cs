namespace LocalCluster.Runtime.Containers;

/// <summary>
/// Where the files of pods are: <c>pods/&lt;uid&gt;/&lt;container&gt;/…</c> and
/// <c>pods/&lt;uid&gt;/volumes/…</c>.
/// </summary>
internal sealed class PodFolders(string directory)
{
    public string All { get; } = Path.Combine(directory, "pods");

    public string Claims { get; } = Path.Combine(directory, "volumes");

    public string Pod(string uid) => Path.Combine(All, uid);

    public string Container(string uid, string container) => Path.Combine(All, uid, "c-" + container);

    public string Volume(string uid, string volume) => Path.Combine(All, uid, "volumes", volume);

    public string Claim(string ns, string claim) => Path.Combine(Claims, ns, claim);

    /// <summary>Removes the folders of pods that are not among these.</summary>
    public void RemoveExcept(IReadOnlySet<string> pods)
    {
        if (!Directory.Exists(All))
            return;
        foreach (var folder in Directory.EnumerateDirectories(All))
        {
            if (!pods.Contains(Path.GetFileName(folder)))
                Directory.Delete(folder, recursive: true);
        }
    }
}
