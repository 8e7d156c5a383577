using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Images.Packing;

/// <summary>Sorts published files into layers by how often they change.</summary>
/// <param name="Name">How the layer is called in the image's history.</param>
/// <param name="Files">What is in it, sorted by path.</param>
internal sealed record LayerPlan(string Name, IReadOnlyList<ImageFile> Files)
{
    private enum Origin
    {
        Runtime,
        Package,
    }

    /// <summary>
    /// The runtime's files (of a self-contained program; the same for all services), then those of packages,
    /// then those of the service's own projects and everything that is not claimed. Layers without files are
    /// left out.
    /// </summary>
    /// <param name="files">The published files.</param>
    /// <param name="depsJson">
    /// The program's <c>deps.json</c>, which tells where each file comes from; null where there is none.
    /// </param>
    /// <exception cref="FormatException">The <c>deps.json</c> does not have the expected form.</exception>
    public static IReadOnlyList<LayerPlan> Of(IReadOnlyList<ImageFile> files, string? depsJson)
    {
        var origins = depsJson is null
            ? []
            : UntrustedJson.Read(depsJson, "The list of dependencies", OriginsOf);
        var byOrigin = files.ToLookup(file =>
            origins.TryGetValue(file.Path, out var origin) ? origin : (Origin?)null
        );
        LayerPlan[] layers =
        [
            new("runtime", [.. byOrigin[Origin.Runtime]]),
            new("dependencies", [.. byOrigin[Origin.Package]]),
            new("application", [.. byOrigin[null]]),
        ];
        return [.. layers.Where(layer => layer.Files.Count > 0)];
    }

    private static Dictionary<string, Origin> OriginsOf(JsonNode deps)
    {
        var origins = new Dictionary<string, Origin>(StringComparer.Ordinal);
        var target = deps["runtimeTarget"]?["name"]?.GetValue<string>() ?? "";
        foreach (var (library, assets) in deps["targets"]?[target]?.AsObject() ?? [])
        {
            var type = deps["libraries"]?[library]?["type"]?.GetValue<string>();
            if (type is not ("package" or "runtimepack") || assets is null)
                continue;
            foreach (var path in PathsOf(assets))
                origins[path] = type == "package" ? Origin.Package : Origin.Runtime;
        }
        return origins;
    }

    // Runtime and native assets are published into the root, satellite assemblies below their culture, and
    // assets for a certain platform at their path in the package. From .NET 10 on, deps.json may say the path
    // itself (localPath).
    private static IEnumerable<string> PathsOf(JsonNode assets)
    {
        foreach (var (kind, entries) in assets.AsObject())
        {
            if (kind is not ("runtime" or "native" or "resources" or "runtimeTargets"))
                continue;
            foreach (var (path, details) in entries!.AsObject())
            {
                var name = path[(path.LastIndexOf('/') + 1)..];
                yield return details?["localPath"]?.GetValue<string>()
                    ?? kind switch
                    {
                        "resources" => $"{details?["locale"]}/{name}",
                        "runtimeTargets" => path,
                        _ => name,
                    };
            }
        }
    }
}
