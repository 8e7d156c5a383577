using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Apply;

/// <summary>Who owns fields, and how they came to it.</summary>
internal sealed record ManagerId(string Name, bool Applied, string ApiVersion, string Subresource)
{
    /// <summary>An applier stays the same one whichever version it applies.</summary>
    public bool IsSameApplier(ManagerId other) =>
        Applied && other.Applied && Name == other.Name && Subresource == other.Subresource;

    /// <summary>The form in messages about conflicts.</summary>
    public override string ToString() =>
        $"\"{Name}\""
        + (Subresource.Length == 0 ? "" : $" with subresource \"{Subresource}\"")
        + (Applied ? "" : $" using {ApiVersion}");
}

/// <summary>One entry of managedFields.</summary>
internal sealed record ManagedEntry(ManagerId Id, FieldSet Fields, string? Time)
{
    public static IReadOnlyList<ManagedEntry> Read(JsonNode? managedFields) =>
        [
            .. (managedFields as JsonArray ?? [])
                .OfType<JsonObject>()
                .Where(e => e.Text("manager") is not null)
                .Select(e => new ManagedEntry(
                    new ManagerId(
                        e.Text("manager")!,
                        e.Text("operation") == "Apply",
                        e.Text("apiVersion") ?? "",
                        e.Text("subresource") ?? ""
                    ),
                    FieldsV1.Read(e.Object("fieldsV1") ?? []),
                    e.Text("time")
                )),
        ];

    /// <summary>The list as objects carry it: applied entries first, then by time and name.</summary>
    public static JsonArray? Write(IEnumerable<ManagedEntry> entries)
    {
        var sorted = entries
            .Where(e => !e.Fields.IsEmpty)
            .OrderBy(e => e.Id.Applied ? 0 : 1)
            .ThenBy(e => e.Time ?? "", StringComparer.Ordinal)
            .ThenBy(e => e.Id.Name, StringComparer.Ordinal)
            .ThenBy(e => e.Id.Subresource, StringComparer.Ordinal)
            .Select(JsonNode (e) => e.ToJson())
            .ToArray();
        return sorted.Length == 0 ? null : new JsonArray(sorted);
    }

    private JsonObject ToJson()
    {
        var entry = new JsonObject
        {
            ["manager"] = Id.Name,
            ["operation"] = Id.Applied ? "Apply" : "Update",
            ["apiVersion"] = Id.ApiVersion,
        };
        if (Time is not null)
            entry["time"] = Time;
        entry["fieldsType"] = "FieldsV1";
        entry["fieldsV1"] = FieldsV1.Write(Fields);
        if (Id.Subresource.Length > 0)
            entry["subresource"] = Id.Subresource;
        return entry;
    }
}
