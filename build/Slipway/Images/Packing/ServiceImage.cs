using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Images.Publishing;
using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>
/// The configuration of a service's image (OCI image-spec, image configuration). Holds nothing of version,
/// commit or time.
/// </summary>
internal static class ServiceImage
{
    /// <summary>The port that services listen on.</summary>
    public const int Port = 8080;

    /// <summary>The user that .NET's own images have for applications.</summary>
    public const string User = "1654";

    private const string Epoch = "1970-01-01T00:00:00Z";

    public static byte[] Config(
        PublishedService published, BaseImage? baseImage, IReadOnlyList<(string Name, Digest DiffId)> layers)
    {
        var parent = baseImage?.Config ?? ImageConfig.Empty;
        var own = layers.Select(layer => new JsonObject
        {
            ["created"] = Epoch,
            ["created_by"] = $"slipway: {layer.Name} of {published.EntryAssembly}",
        });
        return CanonicalJson.Bytes(new JsonObject
        {
            ["architecture"] = "amd64",
            ["config"] = new JsonObject
            {
                ["Entrypoint"] = Texts(EntryPoint(published)),
                ["Env"] = Texts(Environment(parent)),
                ["ExposedPorts"] = new JsonObject { [$"{Port}/tcp"] = new JsonObject() },
                ["Labels"] = CanonicalJson.Map(Labels(parent, BaseAnnotations(baseImage))),
                ["StopSignal"] = "SIGTERM",
                ["User"] = User,
                ["WorkingDir"] = "/app",
            },
            ["created"] = Epoch,
            ["history"] = new JsonArray([.. parent.History.Select(entry => entry.DeepClone()), .. own]),
            ["os"] = "linux",
            ["rootfs"] = new JsonObject
            {
                ["diff_ids"] = Texts(
                    parent.DiffIds.Concat(layers.Select(layer => layer.DiffId)).Select(Text)),
                ["type"] = "layers",
            },
        });
    }

    /// <summary>
    /// The base's name and digest under the names that the image-spec gives them; none for an empty base.
    /// </summary>
    public static IReadOnlyDictionary<string, string> BaseAnnotations(BaseImage? baseImage) =>
        baseImage is null
        ? new Dictionary<string, string>()
        : new Dictionary<string, string>
        {
            [Annotations.BaseName] = baseImage.Name,
            [Annotations.BaseDigest] = baseImage.Digest.ToString(),
        };

    private static string Text(Digest digest) => digest.ToString();

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    private static string[] EntryPoint(PublishedService published) => published.SelfContained
        ? [$"/app/{published.EntryAssembly}"]
        : ["dotnet", $"/app/{published.EntryAssembly}.dll"];

    // The base's variables stay where they are; ours replace those of the same name.
    private static List<string> Environment(ImageConfig parent)
    {
        string[] own = [$"ASPNETCORE_HTTP_PORTS={Port}", "DOTNET_RUNNING_IN_CONTAINER=true"];
        var names = own.Select(NameOf).ToList();
        return [.. parent.Environment.Where(entry => !names.Contains(NameOf(entry))), .. own];
    }

    private static string NameOf(string variable) => variable.Split('=')[0];

    // What the base says about itself (its own title, version and creation) would be wrong about this image.
    private static Dictionary<string, string> Labels(
        ImageConfig parent, IReadOnlyDictionary<string, string> own)
    {
        var labels = parent.Labels
            .Where(label => !label.Key.StartsWith("org.opencontainers.image.", StringComparison.Ordinal))
            .ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal);
        foreach (var (name, value) in own)
            labels[name] = value;
        return labels;
    }
}
