using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Formats;
using Slipway.Values;

namespace Slipway.Kubernetes.Objects;

/// <summary>
/// Finds the Service through which pods are reached: by what it selects, since overlays rename Services
/// (<c>namePrefix</c>, <c>nameSuffix</c>). Pure.
/// </summary>
internal static class WorkloadServices
{
    /// <summary>The labels of a workload's pods.</summary>
    public static IReadOnlyDictionary<string, string> PodLabels(KubeObject workload) =>
        workload.At("spec", "template", "metadata", "labels") is { ValueKind: JsonValueKind.Object } labels
            ? labels.Members().ToDictionary(l => l.Name, l => l.Value.ToString())
            : new Dictionary<string, string>();

    /// <summary>
    /// The Service that selects pods with these labels; of several the one with an address of its own, then the
    /// one that is called like the service, then the first by name. Null where none does.
    /// </summary>
    /// <param name="labels">What the pods have.</param>
    /// <param name="ns">Their namespace.</param>
    /// <param name="services">The Services to choose from.</param>
    /// <param name="name">What the service is called where nothing renames it.</param>
    public static KubeObject? Find(
        IReadOnlyDictionary<string, string> labels,
        string? ns,
        IEnumerable<KubeObject> services,
        string name
    ) =>
        services
            .Where(service =>
                service.Namespace == ns
                && service.At("spec", "ports") is { ValueKind: JsonValueKind.Array } ports
                && ports.GetArrayLength() > 0
                && service.At("spec", "selector") is { ValueKind: JsonValueKind.Object } selector
                && LabelSelector.OfMap(JsonObject.Create(selector)) is { IsEmpty: false } selected
                && selected.Matches(labels)
            )
            .OrderBy(service => service.Text("spec", "clusterIP") == "None")
            .ThenBy(service => service.Name != name)
            .ThenBy(service => service.Name, StringComparer.Ordinal)
            .FirstOrDefault();
}
