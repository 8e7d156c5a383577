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
    /// <summary>The port that services listen on where their project names none.</summary>
    public const int Port = 8080;

    /// <summary>The user that .NET's own images have for applications.</summary>
    public const string User = "1654";

    private const string Epoch = "1970-01-01T00:00:00Z";

    /// <exception cref="PackRefusal">The project makes the image run as root.</exception>
    public static byte[] Config(
        PublishedService published,
        PlatformBase target,
        IReadOnlyList<(string Name, Digest DiffId)> layers
    )
    {
        var parent = target.Base?.Config ?? ImageConfig.Empty;
        var program = published.Program;
        IReadOnlyList<string> ports = program.Ports.Count > 0 ? program.Ports : [$"{Port}/tcp"];
        var own = layers.Select(layer => new JsonObject
        {
            ["created"] = Epoch,
            ["created_by"] = $"slipway: {layer.Name} of {published.EntryAssembly}",
        });
        return CanonicalJson.Bytes(
            new JsonObject
            {
                ["architecture"] = target.Platform.Architecture,
                ["config"] = new JsonObject
                {
                    ["Entrypoint"] = Texts(EntryPoint(published)),
                    ["Env"] = Texts(Environment(parent, program)),
                    ["ExposedPorts"] = new JsonObject(
                        ports
                            .Distinct()
                            .Order(StringComparer.Ordinal)
                            .Select(port => KeyValuePair.Create(port, (JsonNode?)new JsonObject()))
                    ),
                    ["Labels"] = CanonicalJson.Map(Labels(parent, program, BaseAnnotations(target.Base))),
                    ["StopSignal"] = program.StopSignal ?? "SIGTERM",
                    ["User"] = UserOf(published),
                    ["WorkingDir"] = "/app",
                },
                ["created"] = Epoch,
                ["history"] = new JsonArray([.. parent.History.Select(entry => entry.DeepClone()), .. own]),
                ["os"] = target.Platform.Os,
                ["rootfs"] = new JsonObject
                {
                    ["diff_ids"] = Texts(
                        parent.DiffIds.Concat(layers.Select(layer => layer.DiffId)).Select(Text)
                    ),
                    ["type"] = "layers",
                },
            }
        );
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

    private static string[] EntryPoint(PublishedService published) =>
        published.SelfContained
            ? [$"/app/{published.EntryAssembly}"]
            : ["dotnet", $"/app/{published.EntryAssembly}.dll"];

    private static string UserOf(PublishedService published)
    {
        var user = published.Program.User ?? User;
        return user.Split(':')[0] is not ("root" or "0")
            ? user
            : throw new PackRefusal(
                $"'{published.Service.Name}' would run as root, which a service does not need.",
                published.Service.ProjectFile!,
                "Remove ContainerUser from the project, or set another user."
            );
    }

    // The base's variables stay where they are; ours replace those of the same name, and the project's both.
    private static IEnumerable<string> Environment(ImageConfig parent, ProgramSettings program)
    {
        string[] own = [$"ASPNETCORE_HTTP_PORTS={Port}", "DOTNET_RUNNING_IN_CONTAINER=true"];
        var named = program
            .Variables.OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => $"{variable.Key}={variable.Value}");
        return Over(Over(parent.Environment, own), [.. named]);
    }

    private static IEnumerable<string> Over(IEnumerable<string> variables, IReadOnlyList<string> later) =>
        [.. variables.ExceptBy(later.Select(NameOf), NameOf), .. later];

    private static string NameOf(string variable) => variable.Split('=')[0];

    // What the base says about itself (its own title, version and creation) would be wrong about this image.
    private static Dictionary<string, string> Labels(
        ImageConfig parent,
        ProgramSettings program,
        IReadOnlyDictionary<string, string> own
    )
    {
        var labels = parent
            .Labels.Where(label =>
                !label.Key.StartsWith("org.opencontainers.image.", StringComparison.Ordinal)
            )
            .ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal);
        foreach (var (name, value) in program.Labels.Concat(own))
            labels[name] = value;
        return labels;
    }
}
