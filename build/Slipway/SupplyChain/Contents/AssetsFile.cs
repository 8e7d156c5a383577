using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.SupplyChain.Contents;

/// <summary>
/// The dependency graph that NuGet resolved for a project (<c>project.assets.json</c>). Pure: licences are
/// asked for.
/// </summary>
internal static class AssetsFile
{
    private const string Name = "project.assets.json";

    private static readonly string[] s_shipped =
    [
        "runtime",
        "runtimeTargets",
        "native",
        "resource",
        "contentFiles",
    ];

    /// <summary>The graph of the framework, and of the runtime where it was resolved for one.</summary>
    /// <param name="text">The file.</param>
    /// <param name="runtime">For example <c>linux-x64</c>; null for none.</param>
    /// <param name="license">The licence of a package, by its folder below NuGet's.</param>
    /// <exception cref="FormatException">The file does not have the expected form.</exception>
    public static ComponentGraph Parse(string text, string? runtime, Func<string, string?> license) =>
        UntrustedJson.Read(text, Name, json =>
        {
            var targets = UntrustedJson.Member(json, "targets").AsObject();
            var target = targets.FirstOrDefault(t =>
                runtime is not null && t.Key.EndsWith("/" + runtime, StringComparison.Ordinal)
            );
            if (target.Value is null)
                target = targets.First(t => !t.Key.Contains('/'));
            var framework = target.Key.Split('/')[0];
            var entries = UntrustedJson.Member(targets, target.Key).AsObject();
            var libraries = UntrustedJson.Member(json, "libraries").AsObject();
            var ids = entries.ToDictionary(
                entry => entry.Key.Split('/')[0],
                entry => IdOf(entry.Key, entry.Value),
                StringComparer.OrdinalIgnoreCase
            );
            var named = UntrustedJson.Texts(json["projectFileDependencyGroups"]?[framework]);
            return new ComponentGraph(
                [
                    .. named
                        .Select(dependency => dependency.Split(' ')[0])
                        .Where(ids.ContainsKey)
                        .Select(name => ids[name]),
                ],
                [
                    .. entries.Select(entry =>
                        ComponentOf(entry.Key, entry.Value, libraries[entry.Key], ids, license)
                    ),
                ]
            );
        });

    /// <summary>
    /// The packages that are only downloaded (<c>PackageDownload</c>): they are not part of the graph,
    /// although a project may take files out of them.
    /// </summary>
    /// <exception cref="FormatException">The file does not have the expected form.</exception>
    public static IReadOnlyList<(string Id, string Version)> Downloads(string text) =>
        [
            .. from framework in UntrustedJson
                .Parse(text, Name)
                .Field("project")
                .Field("frameworks")
                .Members()
            from package in framework.Value.Items("downloadDependencies")
            let range = package.RequiredText("version") // exact, as in "[1.2.3, 1.2.3]"
            select (package.RequiredText("name"), range.Trim('[', ']').Split(',')[0].Trim()),
        ];

    /// <summary>The folders that the packages were read from.</summary>
    /// <exception cref="FormatException">The file is not JSON.</exception>
    public static IReadOnlyList<string> Folders(string text) =>
        [.. UntrustedJson.Parse(text, Name).Field("packageFolders").Members().Select(folder => folder.Name)];

    private static Component ComponentOf(
        string key,
        JsonNode? entry,
        JsonNode? library,
        Dictionary<string, string> ids,
        Func<string, string?> license
    )
    {
        var (name, version) = (key.Split('/')[0], key.Split('/')[1]);
        var isPackage = entry?["type"]?.GetValue<string>() == "package";
        var bare = isPackage
            ? Component.NuGet(name, version)
            : new Component(IdOf(key, entry), "library", name, version);
        var needs = entry?["dependencies"]?.AsObject().Select(d => d.Key) ?? [];
        return bare with
        {
            Sha512 = library?["sha512"]?.GetValue<string>() is { } hash ? DepsFile.Hex(hash) : null,
            License = isPackage ? license(library?["path"]?.GetValue<string>() ?? "") : null,
            BuildOnly = isPackage && !s_shipped.Any(part => HasFiles(entry?[part])),
            Needs = [.. needs.Where(ids.ContainsKey).Select(need => ids[need]).Order(StringComparer.Ordinal)],
        };
    }

    // An empty group is written as one file called "_._".
    private static bool HasFiles(JsonNode? group) =>
        group is JsonObject files && files.Any(file => !file.Key.EndsWith("/_._", StringComparison.Ordinal));

    private static string IdOf(string key, JsonNode? entry) =>
        entry?["type"]?.GetValue<string>() == "package"
            ? Component.NuGet(key.Split('/')[0], key.Split('/')[1]).Id
            : $"project:{key.Split('/')[0]}";
}
