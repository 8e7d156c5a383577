using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Watching;

/// <summary>
/// What controllers read of objects beyond plain fields. A missing step gives null or the empty value.
/// </summary>
internal static class Fields
{
    public static int Count(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (int)Math.Clamp(node.Number(path) ?? 0, int.MinValue, int.MaxValue);

    public static DateTimeOffset? Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(node.Text(path), CultureInfo.InvariantCulture, out var time) ? time : null;

    /// <summary><c>metadata.namespace</c>; empty for objects of the whole cluster.</summary>
    public static string NamespaceName(this JsonObject obj) => obj.Text("metadata", "namespace") ?? "";

    public static string? Annotation(this JsonObject obj, string name) =>
        obj.Text("metadata", "annotations", name);

    public static string? Label(this JsonObject obj, string name) => obj.Text("metadata", "labels", name);

    public static IReadOnlyDictionary<string, string> Labels(this JsonObject obj) =>
        obj.Map("metadata", "labels");

    public static DateTimeOffset Created(this JsonObject obj) =>
        obj.Time("metadata", "creationTimestamp") ?? default;

    /// <summary>A deep copy that may be changed.</summary>
    public static JsonObject Copy(this JsonObject obj) => (JsonObject)obj.DeepClone();

    /// <summary>
    /// Sets a field, or removes it when the number is zero, as the API types with omitempty do.
    /// </summary>
    public static void SetOrOmit(this JsonObject obj, string field, long number)
    {
        if (number == 0)
            obj.Remove(field);
        else
            obj[field] = number;
    }

    /// <summary>A time as metav1.Time writes it: whole seconds, UTC.</summary>
    public static string Stamp(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time as metav1.MicroTime writes it.</summary>
    public static string MicroStamp(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
