using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Custom;

/// <summary>The status of a CustomResourceDefinition, which is served from the moment it is stored.</summary>
internal static class CustomKindStatus
{
    public static void Set(JsonObject definition, string now)
    {
        var status = definition.Child("status");
        status["acceptedNames"] = definition.At("spec", "names")?.DeepClone();
        if (status["conditions"] is not null)
            return;
        status["conditions"] = new JsonArray(
            Condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
            Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now)
        );
    }

    private static JsonObject Condition(string type, string reason, string message, string now) =>
        new()
        {
            ["type"] = type,
            ["status"] = "True",
            ["lastTransitionTime"] = now,
            ["reason"] = reason,
            ["message"] = message,
        };
}
