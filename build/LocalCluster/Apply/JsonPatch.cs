using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Apply;

/// <summary>JSON Patch, RFC 6902.</summary>
internal static class JsonPatch
{
    /// <summary>A changed copy.</summary>
    /// <exception cref="ApiException">422: a test fails or a path does not exist. 400: the patch is
    /// malformed.</exception>
    public static JsonNode? Apply(JsonNode target, JsonArray patch)
    {
        var result = (JsonNode?)target.DeepClone();
        foreach (var operation in patch)
            result = One(
                result,
                operation as JsonObject ?? throw Refusals.BadRequest("a patch operation must be an object")
            );
        return result;
    }

    private static JsonNode? One(JsonNode? root, JsonObject operation)
    {
        var path = Path(operation, "path");
        var value = operation["value"]?.DeepClone();
        switch (operation.Text("op"))
        {
            case "add":
                return Add(root, path, value);
            case "replace":
                Get(root, path);
                return Add(Remove(root, path), path, value);
            case "remove":
                return Remove(root, path);
            case "test":
                return JsonEquality.Same(Get(root, path), value) ? root : throw Refusals.Unprocessable();
            case "copy":
                return Add(root, path, Get(root, Path(operation, "from"))?.DeepClone());
            case "move":
                var from = Path(operation, "from");
                var moved = Get(root, from)?.DeepClone();
                return Add(Remove(root, from), path, moved);
            default:
                throw Refusals.BadRequest($"Unexpected kind: {operation.Text("op")}");
        }
    }

    private static string[] Path(JsonObject operation, string name) =>
        operation.Text(name) is not { } text ? throw Refusals.BadRequest($"a patch operation needs '{name}'")
        : text.Length == 0 ? []
        : [.. text[1..].Split('/').Select(s => s.Replace("~1", "/").Replace("~0", "~"))];

    private static JsonNode? Get(JsonNode? root, ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            root = root switch
            {
                JsonObject obj when obj.TryGetPropertyValue(step, out var value) => value,
                JsonArray list when Index(step, list.Count - 1) is { } i => list[i],
                _ => throw Refusals.Unprocessable(),
            };
        }
        return root;
    }

    private static JsonNode? Add(JsonNode? root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
            return value;
        switch (Get(root, path.AsSpan()[..^1]))
        {
            case JsonObject obj:
                obj[path[^1]] = value;
                break;
            case JsonArray list when path[^1] == "-":
                list.Add(value);
                break;
            case JsonArray list when Index(path[^1], list.Count) is { } i:
                list.Insert(i, value);
                break;
            default:
                throw Refusals.Unprocessable();
        }
        return root;
    }

    private static JsonNode? Remove(JsonNode? root, string[] path)
    {
        if (path.Length == 0)
            return null;
        switch (Get(root, path.AsSpan()[..^1]))
        {
            case JsonObject obj when obj.Remove(path[^1]):
                return root;
            case JsonArray list when Index(path[^1], list.Count - 1) is { } i:
                list.RemoveAt(i);
                return root;
            default:
                throw Refusals.Unprocessable();
        }
    }

    private static int? Index(string step, int last) =>
        int.TryParse(step, out var index) && index >= 0 && index <= last ? index : null;
}
