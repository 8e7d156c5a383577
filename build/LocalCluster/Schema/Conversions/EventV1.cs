using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Conversions;

/// <summary>events.k8s.io/v1 Events, which are core/v1 Events under other names.</summary>
internal static class EventV1
{
    private static readonly (string Core, string Here)[] s_names =
    [
        ("eventTime", "eventTime"),
        ("series", "series"),
        ("reportingComponent", "reportingController"),
        ("reportingInstance", "reportingInstance"),
        ("action", "action"),
        ("reason", "reason"),
        ("involvedObject", "regarding"),
        ("related", "related"),
        ("message", "note"),
        ("type", "type"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
    ];

    public static JsonObject FromStored(JsonObject stored) =>
        Renamed(stored, "events.k8s.io/v1", s_names.Select(n => (n.Core, n.Here)));

    public static JsonObject ToStored(JsonObject obj) =>
        Renamed(obj, "v1", s_names.Select(n => (n.Here, n.Core)));

    /// <summary>Here an Event must be complete, and may not use the fields of the old form.</summary>
    public static void CheckNew(JsonObject obj, FieldErrors mistakes)
    {
        if (obj.Text("eventTime") is null)
            mistakes.Required("eventTime");
        foreach (var field in new[] { "reportingController", "reportingInstance", "action", "reason" })
        {
            if (obj.Text(field) is not { Length: > 0 })
                mistakes.Required(field);
        }
        if (obj.Text("type") is not ("Normal" or "Warning"))
        {
            mistakes.Add(FieldError.Invalid("type", "\"\"", $"has invalid value: {obj.Text("type")}"));
        }
        foreach (var field in new[] { "firstTimestamp", "lastTimestamp", "count", "source" })
        {
            var old = obj["deprecated" + char.ToUpperInvariant(field[0]) + field[1..]];
            if (old is JsonValue or JsonObject { Count: > 0 })
                mistakes.Add(FieldError.Invalid(field, "\"\"", "needs to be unset"));
        }
    }

    private static JsonObject Renamed(
        JsonObject from,
        string apiVersion,
        IEnumerable<(string From, string To)> names
    )
    {
        var result = new JsonObject
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = "Event",
            ["metadata"] = from["metadata"]?.DeepClone(),
        };
        foreach (var (old, name) in names)
        {
            if (from.TryGetPropertyValue(old, out var value))
                result[name] = value?.DeepClone();
        }
        return result;
    }
}
