using System.Text.Json;
using Slipway.Values;

namespace Slipway.Pipeline.Status;

/// <summary>The container that is the service: the first of a template; others are sidecars.</summary>
internal static class ServiceContainer
{
    /// <summary>Its name; null where there is none.</summary>
    public static string? Name(KubeObject obj, params string[] podSpec) =>
        Containers(obj, podSpec).Select(c => Text(c, "name")).FirstOrDefault();

    /// <summary>Its image; null where there is none that can be read.</summary>
    /// <param name="obj">A workload or a pod.</param>
    /// <param name="name">Its name, since an admission webhook may put a sidecar first; null for the first.</param>
    /// <param name="podSpec">Where its containers are.</param>
    public static ImageReference? Image(KubeObject obj, string? name, params string[] podSpec)
    {
        var containers = Containers(obj, podSpec).ToList();
        var service = containers.FindIndex(c => name is not null && Text(c, "name") == name);
        return
            containers.Count > 0
            && ImageReference.TryParse(Text(containers[Math.Max(0, service)], "image"), out var reference)
            ? reference
            : null;
    }

    private static IEnumerable<JsonElement> Containers(KubeObject obj, string[] podSpec) =>
        obj.At([.. podSpec, "containers"]) is { ValueKind: JsonValueKind.Array } containers
            ? containers.Items()
            : [];

    private static string? Text(JsonElement container, string field) =>
        container.TryField(field, out var text) ? text.Text() : null;
}
