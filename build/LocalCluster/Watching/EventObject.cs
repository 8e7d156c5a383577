using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Watching;

/// <summary>The core/v1 Event for something that happened. Pure.</summary>
internal static class EventObject
{
    /// <param name="moment">Ends its name, as the nanoseconds of its time do in a real cluster.</param>
    public static JsonObject Of(
        EventSource source,
        ResourceKind kind,
        JsonObject about,
        string type,
        string reason,
        string message,
        string? fieldPath,
        DateTimeOffset now,
        long moment
    )
    {
        var ns = about.NamespaceName() is { Length: > 0 } name ? name : "default";
        var involved = new JsonObject
        {
            ["kind"] = kind.Kind,
            ["namespace"] = about.NamespaceName(),
            ["name"] = about.Name(),
            ["uid"] = about.Uid(),
            ["apiVersion"] = kind.ApiVersion,
            ["resourceVersion"] = about.Text("metadata", "resourceVersion"),
            ["fieldPath"] = fieldPath,
        };
        foreach (
            var empty in involved
                .Where(p => p.Value is null || p.Value.Text() is "")
                .Select(p => p.Key)
                .ToArray()
        )
            involved.Remove(empty);
        var happened = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{about.Name()}.{moment.ToString("x16", CultureInfo.InvariantCulture)}",
                ["namespace"] = ns,
            },
            ["involvedObject"] = involved,
            ["reason"] = reason,
            ["message"] = message,
            ["type"] = type,
        };
        if (source.Action is null)
            AddCounted(happened, source, now);
        else
            AddSingle(happened, source, now);
        return happened;
    }

    /// <summary>What two events must share to be the same one again.</summary>
    public static string KeyOf(JsonObject happened) =>
        string.Join(
            '\n',
            happened.Text("involvedObject", "uid"),
            happened.Text("involvedObject", "fieldPath"),
            happened.Text("type"),
            happened.Text("reason"),
            happened.Text("message"),
            happened.Text("source", "component")
        );

    /// <summary>The recorded event, after it happened once more.</summary>
    public static JsonObject Repeated(JsonObject recorded, JsonObject happened)
    {
        var again = recorded.Copy();
        if (happened.Number("count") is null)
        {
            var series = again.Child("series");
            series["count"] = Math.Max(series.Count("count"), 1) + 1;
            series["lastObservedTime"] = happened.Text("eventTime");
        }
        else
        {
            again["count"] = recorded.Count("count") + 1;
            again["lastTimestamp"] = happened.Text("lastTimestamp");
        }
        return again;
    }

    private static void AddCounted(JsonObject happened, EventSource source, DateTimeOffset now)
    {
        happened["source"] = source.Host is null
            ? new JsonObject { ["component"] = source.Component }
            : new JsonObject { ["component"] = source.Component, ["host"] = source.Host };
        happened["firstTimestamp"] = now.Stamp();
        happened["lastTimestamp"] = now.Stamp();
        happened["count"] = 1;
        happened["eventTime"] = null;
        happened["reportingComponent"] = "";
        happened["reportingInstance"] = "";
    }

    private static void AddSingle(JsonObject happened, EventSource source, DateTimeOffset now)
    {
        happened["source"] = new JsonObject();
        happened["firstTimestamp"] = null;
        happened["lastTimestamp"] = null;
        happened["eventTime"] = now.MicroStamp();
        happened["action"] = source.Action;
        happened["reportingComponent"] = source.Component;
        happened["reportingInstance"] = source.Component;
    }
}
