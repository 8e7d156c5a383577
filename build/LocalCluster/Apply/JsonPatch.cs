using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Apply;

/// <summary>JSON Patch, RFC 6902.</summary>
internal static class JsonPatch
{
    // The API server's own limits, and as deep as a JSON reader goes by default.
    private const int MostOperations = 10_000;
    private const long MostCopied = 3 * 1024 * 1024;
    private const int Deepest = 64;

    /// <summary>A changed copy.</summary>
    /// <exception cref="ApiException">422: a test fails or a path does not exist. 400: the patch is
    /// malformed. 413: it has too many operations.</exception>
    public static JsonNode? Apply(JsonNode target, JsonArray patch)
    {
        if (patch.Count > MostOperations)
            throw new ApiException(
                413,
                "RequestEntityTooLarge",
                $"The allowed maximum operations in a JSON patch is {MostOperations}, got {patch.Count}",
                []
            );
        var copied = 0L;
        var result = (JsonNode?)target.DeepClone();
        foreach (var operation in patch)
            result = One(
                result,
                operation as JsonObject ?? throw Refusals.BadRequest("a patch operation must be an object"),
                ref copied
            );
        return result;
    }

    private static JsonNode? One(JsonNode? root, JsonObject operation, ref long copied)
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
                var copy = Get(root, Path(operation, "from"))?.DeepClone();
                copied += copy?.ToJsonString().Length ?? 0;
                return copied <= MostCopied
                    ? Add(root, path, copy)
                    : throw Refusals.Unprocessable(
                        $"Unable to complete the copy, the accumulated size increase of copy is {copied}, "
                            + $"exceeding the limit {MostCopied}"
                    );
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
        if (path.Length + Depth(value) > Deepest)
            throw Refusals.Unprocessable($"the patch result is nested more than {Deepest} levels deep");
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

    private static int Depth(JsonNode? node) =>
        node switch
        {
            JsonObject obj => 1 + obj.Select(p => Depth(p.Value)).DefaultIfEmpty().Max(),
            JsonArray list => 1 + list.Select(Depth).DefaultIfEmpty().Max(),
            _ => 0,
        };

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
