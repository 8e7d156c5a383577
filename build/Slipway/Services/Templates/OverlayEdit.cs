using YamlDotNet.RepresentationModel;

namespace Slipway.Services.Templates;

/// <summary>Adds a service to the files of an overlay.</summary>
internal static class OverlayEdit
{
    /// <summary>
    /// The kustomization with the service's base among its resources and, where replicas are counted there,
    /// as many of it as of the service before. Unchanged where it is there already, or where the overlay
    /// gets its bases from another overlay.
    /// </summary>
    public static string Kustomization(string text, string service)
    {
        var resource = $"../../base/{service}";
        var edit = new YamlEdit(text);
        var resources = Items(edit, "resources").Select(item => $"{item}").ToList();
        if (resources.Contains(resource) || resources.Any(IsOverlay))
            return text;
        text = edit.AddItem("resources", [resource], resource, item => IsBase($"{item}"));
        edit = new YamlEdit(text);
        return
            Items(edit, "replicas").LastOrDefault() is YamlMappingNode last
            && last.Children.TryGetValue("count", out var count)
            ? edit.AddItem(
                "replicas",
                [$"name: {service}", $"count: {count}"],
                $"{{ name: {service}, count: {count} }}",
                _ => true
            )
            : text;
    }

    /// <summary>
    /// The environment with a path to ask of the service, where canaries there are fed with made-up requests.
    /// </summary>
    public static string Environment(string text, string service, string path)
    {
        var edit = new YamlEdit(text);
        return
            edit.At("canary", "traffic", "paths") is YamlMappingNode { Children.Count: > 0 } paths
            && !paths.Children.ContainsKey(service)
            ? edit.AddEntry(paths, $"{service}: {path}")
            : text;
    }

    private static IEnumerable<YamlNode> Items(YamlEdit edit, string key) =>
        edit.At(key) is YamlSequenceNode list ? list.Children : [];

    private static bool IsBase(string resource) =>
        resource.StartsWith("../../base/", StringComparison.Ordinal);

    private static bool IsOverlay(string resource) =>
        resource.StartsWith("../", StringComparison.Ordinal)
        && !resource.StartsWith("../../", StringComparison.Ordinal);
}
