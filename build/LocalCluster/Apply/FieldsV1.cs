using System.Text.Json.Nodes;

namespace LocalCluster.Apply;

/// <summary>The JSON form of a <see cref="FieldSet"/> in managedFields.</summary>
internal static class FieldsV1
{
    public static JsonObject Write(FieldSet set)
    {
        var result = new JsonObject();
        foreach (var (step, child) in set.Children)
        {
            var value = Write(child);
            if (child.Member && value.Count > 0)
                value.Insert(0, ".", new JsonObject());
            result[step] = value;
        }
        return result;
    }

    public static FieldSet Read(JsonObject fields) =>
        FieldSet.Of(
            false,
            fields
                .Where(f => f.Key != ".")
                .Select(f => KeyValuePair.Create(f.Key, ReadChild(f.Value as JsonObject ?? [])))
        );

    private static FieldSet ReadChild(JsonObject fields)
    {
        var set = Read(fields);
        return fields.Count == 0 || fields.ContainsKey(".") ? set.WithMember() : set;
    }
}
