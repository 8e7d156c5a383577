using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Formats;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>Finds Services that reach no pod, or no port of it.</summary>
internal static class ServiceValidation
{
    private sealed record Pods(KubeObject Workload, JsonElement Template)
    {
        public IReadOnlyDictionary<string, string> Labels { get; } = PodTemplates.Labels(Template);
    }

    public static IReadOnlyList<ManifestError> Check(IReadOnlyList<KubeObject> objects)
    {
        var pods = objects.SelectMany(o => PodTemplates.All(o).Select(t => new Pods(o, t))).ToList();
        return [.. objects.Where(o => o.GroupKind is ("", "Service")).SelectMany(o => Check(o, pods))];
    }

    private static IEnumerable<ManifestError> Check(KubeObject service, IReadOnlyList<Pods> all)
    {
        // Without a selector someone else fills in the endpoints.
        if (
            service.At("spec", "selector") is not { ValueKind: JsonValueKind.Object } selector
            || !selector.Members().Any()
        )
            yield break;
        var selected = LabelSelector.OfMap(JsonObject.Create(selector));
        var pods = all.Where(pod =>
                pod.Workload.Namespace == service.Namespace && selected.Matches(pod.Labels)
            )
            .ToList();
        if (pods.Count == 0)
        {
            yield return new ManifestError(
                service.Display,
                $"its selector {selector.GetRawText()} matches no pods of the workloads here.",
                IsFatal: false
            );
            yield break;
        }
        foreach (var port in Items(service.At("spec", "ports")))
        {
            if (!port.TryField("targetPort", out var target) && !port.TryField("port", out target))
                continue;
            foreach (var (workload, _) in pods.Where(pod => !Exposes(pod.Template, target)))
                yield return new ManifestError(
                    service.Display,
                    $"its port targets '{target}' of {workload.Display}, "
                        + "where no container has that port.",
                    IsFatal: target.ValueKind == JsonValueKind.String
                );
        }
    }

    // A number reaches the pod whether it is declared or not; a name does not.
    private static bool Exposes(JsonElement template, JsonElement target) =>
        (
            from container in Items(template.Field("spec").Field("containers"))
            from port in Items(container.TryField("ports", out var ports) ? ports : null)
            select target.ValueKind == JsonValueKind.String
                ? port.Text("name") == target.Text()
                : port.TryField("containerPort", out var number) && number.GetRawText() == target.GetRawText()
        ).Any(found => found);

    private static IEnumerable<JsonElement> Items(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } items ? items.Items() : [];
}
