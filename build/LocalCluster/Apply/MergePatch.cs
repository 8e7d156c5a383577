using System.Text.Json.Nodes;

namespace LocalCluster.Apply;

/// <summary>JSON Merge Patch, RFC 7386.</summary>
internal static class MergePatch
{
    /// <summary>A changed copy.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = (target as JsonObject)?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
                result.Remove(name);
            else
                result[name] = Apply(result[name], value);
        }
        return result;
    }
}
