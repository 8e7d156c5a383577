using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Api.Writing;

/// <summary>A pod's class: Guaranteed, Burstable or BestEffort, by its requests and limits.</summary>
internal static class QualityOfService
{
    public static string Of(JsonObject pod)
    {
        var containers = pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers")).ToList();
        var resources = containers
            .Select(c => (Limits: c.Map("resources", "limits"), Requests: c.Map("resources", "requests")))
            .ToList();
        if (resources.All(r => r.Limits.Count == 0 && r.Requests.Count == 0))
            return "BestEffort";
        var guaranteed = resources.All(r =>
            new[] { "cpu", "memory" }.All(name =>
                r.Limits.TryGetValue(name, out var limit)
                && (!r.Requests.TryGetValue(name, out var request) || request == limit)
            )
        );
        return guaranteed ? "Guaranteed" : "Burstable";
    }
}
