using System.Text.Json;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Kubernetes.Objects;

/// <summary>An entry of <c>status.conditions</c>.</summary>
internal sealed record Condition(string Type, string Status, string Reason, string Message)
{
    public bool IsTrue => Status == "True";

    public bool IsFalse => Status == "False";

    /// <summary>The message, or what there is instead.</summary>
    public string Words =>
        Message.Length > 0 ? Message
        : Reason.Length > 0 ? Reason
        : $"{Type} is {Status}";
}

/// <summary>Reads conditions, as far as they describe the object's current generation.</summary>
internal static class Conditions
{
    /// <summary>
    /// Whether the controller has seen the object's present generation; true for kinds that do not tell.
    /// </summary>
    public static bool IsObserved(KubeObject obj)
    {
        var generation = obj.Number("metadata", "generation");
        if (obj.Number("status", "observedGeneration") is { } observed)
            return generation is null || observed >= generation;
        // These always set it; without it the controller has not seen the object yet.
        return obj.GroupKind is not ("apps", "Deployment" or "StatefulSet" or "DaemonSet");
    }

    /// <summary>Whether a pod is ready.</summary>
    public static bool IsReady(KubeObject pod) => Find(pod, "Ready") is { IsTrue: true };

    public static Condition? Find(KubeObject obj, string type)
    {
        if (obj.At("status", "conditions") is not { ValueKind: JsonValueKind.Array } conditions)
            return null;
        var generation = obj.Number("metadata", "generation");
        foreach (var condition in conditions.Items().Where(c => Text(c, "type") == type))
        {
            var old =
                condition.Field("observedGeneration").Number() is { } observed and > 0
                && observed < generation;
            return new Condition(
                type,
                old ? "Unknown" : Text(condition, "status"),
                Text(condition, "reason"),
                VisibleText.Sentence(Text(condition, "message"))
            );
        }
        return null;
    }

    private static string Text(JsonElement element, string name) => element.Text(name) ?? "";
}
