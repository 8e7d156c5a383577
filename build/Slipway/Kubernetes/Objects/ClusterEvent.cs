using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Reporting;
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
    private const string Combined = "(combined from similar events): ";

    /// <summary>The kind of the object.</summary>
    public string AboutKind { get; init; } = "";

    /// <summary>Its name: events about nodes carry no uid that could be relied upon.</summary>
    public string AboutName { get; init; } = "";

    /// <summary>When it happened last; null where it does not tell.</summary>
    public DateTimeOffset? At { get; init; }

    // A claim that waits for its volume is reported as normal, and so is a node that no longer answers.
    internal bool IsTrouble =>
        IsWarning || Reason is "FailedBinding" or "ExternalProvisioning" or "NodeNotReady";

    internal bool IsRefusedPull =>
        Reason == "Failed" && Message.StartsWith("Failed to pull image", StringComparison.Ordinal);

    /// <summary>Reads an event.</summary>
    public static ClusterEvent Of(KubeObject obj) =>
        new(
            obj.Text("metadata", "uid") ?? obj.Name,
            obj.Text("involvedObject", "uid") ?? "",
            FieldPath().Match(obj.Text("involvedObject", "fieldPath") ?? "").Groups[1].Value,
            obj.Text("reason") ?? "",
            MessageOf(obj),
            obj.Text("type") == "Warning",
            (int)(obj.Number("series", "count") ?? obj.Number("count") ?? 1)
        )
        {
            AboutKind = obj.Text("involvedObject", "kind") ?? "",
            AboutName = obj.Text("involvedObject", "name") ?? "",
            At = Time(obj.Text("series", "lastObservedTime"))
                ?? Time(obj.Text("lastTimestamp"))
                ?? Time(obj.Text("eventTime"))
                ?? Time(obj.Text("metadata", "creationTimestamp")),
        };

    // What is left of ten events or more that differ in their message only.
    private static string MessageOf(KubeObject obj)
    {
        var message = VisibleText.Sentence(obj.Text("message") ?? "");
        return message.StartsWith(Combined, StringComparison.Ordinal) ? message[Combined.Length..] : message;
    }

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;

    [GeneratedRegex(@"^spec\.(?:initContainers|containers|ephemeralContainers)\{(.*)\}$")]
    private static partial Regex FieldPath();
}
