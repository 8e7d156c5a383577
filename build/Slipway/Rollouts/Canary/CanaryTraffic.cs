using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Formats;
using Slipway.Values;

namespace Slipway.Rollouts.Canary;

/// <summary>Whether a canary gets its share of the requests. Pure.</summary>
internal static class CanaryTraffic
{
    /// <summary>
    /// Why a canary would get none: a Service that runs selects the pods of stable by a label that the new ones
    /// have no longer. Null where it gets its share, or where no Service is among the manifests.
    /// </summary>
    /// <param name="running">The manifests of the running release.</param>
    /// <param name="stable">The workload as it runs.</param>
    /// <param name="rendered">The workload as it is to be.</param>
    public static string? Missing(IEnumerable<KubeObject> running, KubeObject stable, KubeObject rendered)
    {
        var (before, after) = (Labels(stable), Labels(rendered));
        var lost = running.FirstOrDefault(service =>
            service.GroupKind is ("", "Service")
            && service.Namespace == stable.Namespace
            && service.At("spec", "selector") is { ValueKind: JsonValueKind.Object } selector
            && LabelSelector.OfMap(JsonObject.Create(selector)) is { IsEmpty: false } labels
            && labels.Matches(before)
            && !labels.Matches(after)
        );
        return lost is null
            ? null
            : $"{lost.Display} selects the running pods by a label that changes, so a canary would get no requests";
    }

    private static IReadOnlyDictionary<string, string> Labels(KubeObject workload) =>
        workload.At("spec", "template", "metadata", "labels") is { ValueKind: JsonValueKind.Object } labels
            ? labels.Members().ToDictionary(l => l.Name, l => l.Value.ToString())
            : new Dictionary<string, string>();
}
