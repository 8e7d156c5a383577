using System.Text.RegularExpressions;
using Slipway.Values;

namespace Slipway.Kubernetes.Objects;

/// <summary>What a component of the cluster reports about an object (kind Event of v1).</summary>
/// <param name="Id">The event's own uid; one that happens again is the same event with a higher
/// count.</param>
/// <param name="About">The uid of the object.</param>
/// <param name="Container">The container that is meant; empty for none.</param>
/// <param name="Reason">One word, for example <c>FailedCreate</c>.</param>
/// <param name="Message">One sentence.</param>
/// <param name="IsWarning">Whether it is bad news.</param>
/// <param name="Count">How often it happened.</param>
public sealed partial record ClusterEvent(
    string Id,
    string About,
    string Container,
    string Reason,
    string Message,
    bool IsWarning,
    int Count
)
{
    internal bool IsRefusedPull =>
        Reason == "Failed" && Message.StartsWith("Failed to pull image", StringComparison.Ordinal);

    /// <summary>Reads an event.</summary>
    public static ClusterEvent Of(KubeObject obj) =>
        new(
            obj.Text("metadata", "uid") ?? obj.Name,
            obj.Text("involvedObject", "uid") ?? "",
            FieldPath().Match(obj.Text("involvedObject", "fieldPath") ?? "").Groups[1].Value,
            obj.Text("reason") ?? "",
            obj.Text("message") ?? "",
            obj.Text("type") == "Warning",
            (int)(obj.Number("series", "count") ?? obj.Number("count") ?? 1)
        );

    [GeneratedRegex(@"^spec\.(?:initContainers|containers|ephemeralContainers)\{(.*)\}$")]
    private static partial Regex FieldPath();
}
