using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Runtime.Variables;

namespace LocalCluster.Runtime.Volumes;

/// <summary>A file of a volume.</summary>
/// <param name="Path">Relative to the volume, with <c>/</c>.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Mode">Permission bits.</param>
internal sealed record VolumeFile(string Path, byte[] Content, int Mode);

/// <summary>The files that ConfigMap, Secret, downward API and projected volumes have now. Pure.</summary>
internal sealed class VolumeContent(
    JsonObject pod,
    Func<string, JsonObject?> configMap,
    Func<string, JsonObject?> secret,
    Func<JsonObject, string> token,
    bool forAnyUser = false
)
{
    private const int DefaultMode = 0x1A4; // 0644
    private const int OwnerAlone = 0x180; // 0600
    private const int OwnerAndGroup = 0x1A0; // 0640

    /// <summary>
    /// The files; null for a volume whose content the pod itself writes (emptyDir and the like).
    /// </summary>
    /// <exception cref="ContainerConfigurationException">A source or key that is not optional does not
    /// exist.</exception>
    public IReadOnlyList<VolumeFile>? Of(JsonObject volume)
    {
        if (volume.At("configMap") is JsonObject config)
            return FromConfigMap(config, config.Text("name"), Mode(config));
        if (volume.At("secret") is JsonObject hidden)
            return FromSecret(hidden, hidden.Text("secretName"), Mode(hidden));
        if (volume.At("downwardAPI") is JsonObject downward)
            return FromFields(downward, Mode(downward));
        if (volume.At("projected") is not JsonObject projected)
            return null;
        var mode = Mode(projected);
        return [.. projected.Items("sources").SelectMany(source => Projected(source, mode))];
    }

    /// <summary>The same failure in the kubelet's words.</summary>
    public static ContainerConfigurationException SetUpFailed(string volume, string why) =>
        new($"MountVolume.SetUp failed for volume \"{volume}\" : {why}");

    private IReadOnlyList<VolumeFile> Projected(JsonObject source, int mode)
    {
        if (source.At("configMap") is JsonObject config)
            return FromConfigMap(config, config.Text("name"), mode);
        if (source.At("secret") is JsonObject hidden)
            return FromSecret(hidden, hidden.Text("name"), mode);
        if (source.At("downwardAPI") is JsonObject downward)
            return FromFields(downward, mode);
        return source.At("serviceAccountToken") is JsonObject request
            ?
            [
                new VolumeFile(
                    request.Text("path") ?? "token",
                    Encoding.UTF8.GetBytes(token(request)),
                    TokenMode
                ),
            ]
            : [];
    }

    /// <summary>A token is its pod's alone, whatever the volume's mode.</summary>
    private int TokenMode =>
        forAnyUser ? DefaultMode
        : pod.Number("spec", "securityContext", "fsGroup") is null ? OwnerAlone
        : OwnerAndGroup;

    private List<VolumeFile> FromConfigMap(JsonObject source, string? name, int mode)
    {
        if (Find(source, name, "configmap", configMap) is not { } found)
            return [];
        var data = found.Map("data").ToDictionary(p => p.Key, p => Encoding.UTF8.GetBytes(p.Value));
        foreach (var (key, value) in found.Map("binaryData"))
            data[key] = Convert.FromBase64String(value);
        return Files(source, data, mode, "configmap references non-existent config key");
    }

    private List<VolumeFile> FromSecret(JsonObject source, string? name, int mode)
    {
        if (Find(source, name, "secret", secret) is not { } found)
            return [];
        var data = found.Map("data").ToDictionary(p => p.Key, p => Convert.FromBase64String(p.Value));
        return Files(source, data, mode, "references non-existent secret key");
    }

    private List<VolumeFile> FromFields(JsonObject source, int mode)
    {
        var files = new List<VolumeFile>();
        foreach (var item in source.Items("items"))
        {
            var value = item.Text("fieldRef", "fieldPath") is { } path
                ? FieldReference.Resolve(pod, path)
                : Resource(item.At("resourceFieldRef") as JsonObject);
            files.Add(
                new VolumeFile(item.Text("path") ?? "", Encoding.UTF8.GetBytes(value ?? ""), Mode(item, mode))
            );
        }
        return files;
    }

    private string? Resource(JsonObject? reference)
    {
        var container = pod.Items("spec", "containers")
            .FirstOrDefault(c => c.Text("name") == reference.Text("containerName"));
        return reference is null || container is null
            ? null
            : ResourceReference.Resolve(container, reference);
    }

    private static JsonObject? Find(
        JsonObject source,
        string? name,
        string kind,
        Func<string, JsonObject?> find
    )
    {
        var found = find(name ?? "");
        return found is not null || source.Flag("optional")
            ? found
            : throw new ContainerConfigurationException($"{kind} \"{name}\" not found");
    }

    private static List<VolumeFile> Files(
        JsonObject source,
        Dictionary<string, byte[]> data,
        int mode,
        string missing
    )
    {
        if (source.At("items") is not JsonArray)
            return [.. data.Select(p => new VolumeFile(p.Key, p.Value, mode))];
        var files = new List<VolumeFile>();
        foreach (var item in source.Items("items"))
        {
            var key = item.Text("key") ?? "";
            if (data.TryGetValue(key, out var content))
                files.Add(new VolumeFile(item.Text("path") ?? key, content, Mode(item, mode)));
            else if (!source.Flag("optional"))
                throw new ContainerConfigurationException($"{missing}: {key}");
        }
        return files;
    }

    private static int Mode(JsonObject source) => (int)(source.Number("defaultMode") ?? DefaultMode);

    private static int Mode(JsonObject item, int otherwise) => (int)(item.Number("mode") ?? otherwise);
}
