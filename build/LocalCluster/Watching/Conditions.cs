using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Watching;

/// <summary>Status conditions: type, status, reason, message and the time of the last transition.</summary>
internal static class Conditions
{
    public static JsonObject? Find(JsonNode? status, string type) =>
        status.Items("conditions").FirstOrDefault(condition => condition.Text("type") == type);

    public static bool IsTrue(JsonNode? status, string type) => Find(status, type).Text("status") == "True";

    public static JsonObject Of(
        string type,
        string status,
        string reason,
        string message,
        DateTimeOffset now,
        bool withUpdateTime = false
    )
    {
        var condition = new JsonObject { ["type"] = type, ["status"] = status };
        if (withUpdateTime)
            condition["lastUpdateTime"] = now.Stamp();
        condition["lastTransitionTime"] = now.Stamp();
        if (reason.Length > 0)
            condition["reason"] = reason;
        if (message.Length > 0)
            condition["message"] = message;
        return condition;
    }

    /// <summary>
    /// Sets a condition unless status and reason are already so; the transition time changes with the status
    /// alone.
    /// </summary>
    public static void Set(JsonObject status, JsonObject condition)
    {
        var known = Find(status, condition.Text("type")!);
        if (known is not null && known.Text("status") == condition.Text("status"))
        {
            if (known.Text("reason") == condition.Text("reason"))
                return;
            condition["lastTransitionTime"] = known.Text("lastTransitionTime");
        }
        Remove(status, condition.Text("type")!);
        if (status["conditions"] is not JsonArray conditions)
            status["conditions"] = conditions = [];
        conditions.Add(condition);
    }

    public static void Remove(JsonObject status, string type)
    {
        if (status["conditions"] is JsonArray conditions)
            conditions.RemoveAll(condition => condition.Text("type") == type);
    }
}
