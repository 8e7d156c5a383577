using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Manifests;
using Slipway.Values;

namespace Slipway.Pipeline.Diff;

/// <summary>The part of an object that a person wrote, or another manager on their behalf. Pure.</summary>
internal static class ObjectState
{
    private static readonly string[] s_bookkeeping =
    [
        "creationTimestamp",
        "generation",
        "managedFields",
        "resourceVersion",
        "selfLink",
        "uid",
    ];

    // Counts the changes of a DaemonSet's pod template, beside metadata.generation.
    private const string TemplateGeneration = "deprecated.daemonset.template.generation";

    /// <summary>The object without what the API server keeps for itself, and without its status.</summary>
    public static JsonObject Written(KubeObject obj)
    {
        var copy = JsonObject.Create(obj.Json)!;
        copy.Remove("status");
        if (copy["metadata"] is JsonObject metadata)
        {
            foreach (var field in s_bookkeeping)
                metadata.Remove(field);
        }
        return copy;
    }

    /// <summary>
    /// The same without the version and the commit that are noted on it, and what the API server counts there: they
    /// change with every release.
    /// </summary>
    public static JsonElement WithoutNotes(KubeObject obj)
    {
        var copy = Written(obj);
        if (copy["metadata"]?["annotations"] is JsonObject annotations)
        {
            annotations.Remove(ManifestLabels.Version);
            annotations.Remove(ManifestLabels.Commit);
            annotations.Remove(TemplateGeneration);
            if (annotations.Count == 0)
                copy["metadata"]!.AsObject().Remove("annotations");
        }
        return JsonSerializer.SerializeToElement(copy);
    }

    /// <summary>Only the content of a ConfigMap or Secret, without its name and what tells whose it is.</summary>
    public static JsonElement Content(KubeObject obj)
    {
        var copy = Written(obj);
        copy.Remove("metadata");
        return JsonSerializer.SerializeToElement(copy);
    }
}
