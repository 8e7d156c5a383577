using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Files;
using LocalCluster.Runtime.Tokens;
using LocalCluster.Runtime.Variables;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Volumes;

/// <summary>Creates a pod's volumes and mounts them into its containers' roots.</summary>
/// <param name="view">The cluster.</param>
/// <param name="folders">Where they are.</param>
/// <param name="tokens">Makes the tokens in them.</param>
/// <param name="forAnyUser">
/// Whether containers have users of their own. What is in the folder of a pod is then open to whoever sees it
/// in a container.
/// </param>
internal sealed class PodVolumes(ClusterView view, PodFolders folders, PodTokens tokens, bool forAnyUser)
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
    private static readonly string[] s_written = ["configMap", "secret", "downwardAPI", "projected"];

    /// <summary>
    /// Writes all volumes as they must be now; called again whenever a ConfigMap or Secret changes.
    /// </summary>
    /// <returns>When the tokens in them must be renewed; null if there are none.</returns>
    /// <exception cref="ContainerConfigurationException">A source that is not optional does not exist.</exception>
    public DateTimeOffset? Write(JsonObject pod, string podIp)
    {
        var own = pod.Copy();
        own.Child("status")["podIP"] = podIp;
        var content = new VolumeContent(
            own,
            name => view.Get(Kinds.ConfigMap, pod.NamespaceName(), name),
            name => view.Get(Kinds.Secret, pod.NamespaceName(), name),
            projection => tokens.Of(pod, projection),
            forAnyUser
        );
        folders.Make(pod.Uid());
        foreach (var volume in pod.Items("spec", "volumes"))
            Write(pod, volume, content);
        return tokens.RenewAt(pod);
    }

    /// <summary>Forgets the tokens of a pod that is gone.</summary>
    public void Forget(JsonObject pod) => tokens.Forget(pod.Uid());

    private void Write(JsonObject pod, JsonObject volume, VolumeContent content)
    {
        var name = volume.Text("name") ?? "";
        try
        {
            var folder = folders.Volume(pod.Uid(), name);
            if (Outside(pod, volume) is { } target)
                Link(folder, target);
            else if (content.Of(volume) is { } files)
                AtomicFolder.Write(folder, files);
            else
                Directory.CreateDirectory(folder);
        }
        catch (ContainerConfigurationException e)
        {
            throw VolumeContent.SetUpFailed(name, e.Message);
        }
        // A path in it may be too long, or a file where another has its folder.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw VolumeContent.SetUpFailed(name, e.Message);
        }
    }

    /// <summary>Mounts the volumes of a container below its root.</summary>
    /// <exception cref="ContainerConfigurationException">A subPathExpr needs a variable that is not there.</exception>
    public void Mount(
        JsonObject pod,
        JsonObject container,
        IReadOnlyDictionary<string, string> environment,
        string root
    )
    {
        foreach (var mount in Mounts(pod, container, environment))
            ContainerRoot.Mount(root, mount.Path, mount.Folder);
    }

    /// <summary>The volumes of a container, those that are within others after these.</summary>
    /// <exception cref="ContainerConfigurationException">A subPathExpr needs a variable that is not there.</exception>
    public IEnumerable<VolumeMount> Mounts(
        JsonObject pod,
        JsonObject container,
        IReadOnlyDictionary<string, string> environment
    )
    {
        var written = pod.Items("spec", "volumes")
            .Where(volume => s_written.Any(kind => volume.At(kind) is not null))
            .Select(volume => volume.Text("name"))
            .ToHashSet();
        foreach (var mount in container.Items("volumeMounts").OrderBy(m => m.Text("mountPath")?.Length ?? 0))
        {
            var name = mount.Text("name") ?? "";
            var target = folders.Volume(pod.Uid(), name);
            var part = SubPath(mount, environment) ?? "";
            yield return new VolumeMount(
                name,
                mount.Text("mountPath") ?? "",
                part,
                part.Length > 0 ? Inside(target, part) : target,
                mount.Flag("readOnly") || written.Contains(name),
                mount.Text("mountPropagation")
            );
        }
    }

    /// <summary>Whether a change of this object may change the pod's volumes.</summary>
    public static bool Uses(JsonObject pod, bool isSecret, string name) =>
        pod.Items("spec", "volumes")
            .SelectMany(volume => volume.Items("projected", "sources").Append(volume))
            .Any(source =>
                isSecret
                    ? (source.Text("secret", "secretName") ?? source.Text("secret", "name")) == name
                    : source.Text("configMap", "name") == name
            );

    private string? Outside(JsonObject pod, JsonObject volume)
    {
        if (volume.Text("hostPath", "path") is { } path)
            return path;
        if (volume.Text("persistentVolumeClaim", "claimName") is not { } claim)
            return null;
        var folder = folders.Claim(pod.NamespaceName(), claim);
        if (view.Get(Kinds.PersistentVolumeClaim, pod.NamespaceName(), claim) is null)
            throw new ContainerConfigurationException($"persistentvolumeclaim \"{claim}\" not found");
        Directory.CreateDirectory(folder);
        if (forAnyUser)
            FileModes.Set(folder, Everybody);
        return folder;
    }

    private static void Link(string folder, string target)
    {
        if (new DirectoryInfo(folder).LinkTarget == target)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        File.CreateSymbolicLink(folder, target);
    }

    private static string? SubPath(JsonObject mount, IReadOnlyDictionary<string, string> environment)
    {
        if (mount.Text("subPathExpr") is not { Length: > 0 } expression)
            return mount.Text("subPath");
        var missing = EnvExpansion.Names(expression).FirstOrDefault(name => !environment.ContainsKey(name));
        return missing is null
            ? EnvExpansion.Expand(expression, environment)
            : throw new ContainerConfigurationException($"missing value for \"{missing}\"");
    }

    private static string Inside(string volume, string subPath)
    {
        var parts = RootedPath.Parts(subPath)
            ?? throw new ContainerConfigurationException($"subPath \"{subPath}\" must not leave its volume");
        var path = Path.Combine([volume, .. parts]);
        if (!Path.Exists(path))
            Directory.CreateDirectory(path);
        return path;
    }
}
