using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Apply;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http;

/// <summary>Checks the object of a server-side apply request.</summary>
internal static class AppliedConfiguration
{
    /// <exception cref="ApiException">
    /// 400: another kind. 500: fields that the kind does not have, values of another type, or two items
    /// with the same key.
    /// </exception>
    public static void Check(KindDefinition kind, string name, JsonObject config)
    {
        var version = config.Text("apiVersion") ?? "";
        if (version != kind.Kind.ApiVersion)
        {
            throw Refusals.BadRequest(
                "Incorrect version specified in apply patch. "
                    + $"Specified patch version: {version}, expected: {kind.Kind.ApiVersion}"
            );
        }
        if (config.Text("metadata", "name") is { } given && given != name)
        {
            throw Refusals.BadRequest(
                $"the name of the object ({given}) does not match the name on the URL ({name})"
            );
        }
        var wrong = Mistakes(new StructType(kind.Schema), config, "").ToList();
        if (wrong.Count == 0)
            return;
        var prefix =
            $"failed to create typed patch object ({config.Namespace()}/{name}; "
            + $"{kind.Kind.ApiVersion}, "
            + $"Kind={kind.Kind.Kind}): ";
        throw Refusals.Internal(
            wrong.Count == 1
                ? prefix + wrong[0]
                : $"{prefix}errors:\n{string.Join('\n', wrong.Select(w => "  " + w))}"
        );
    }

    private static IEnumerable<string> Mistakes(FieldType type, JsonNode? value, string path)
    {
        if (WrongType(type, value) is { } wrong)
        {
            yield return $"{path}: {wrong}";
            yield break;
        }
        var seen = new HashSet<string>();
        foreach (var (step, childType, child) in TypedTree.Children(type, value))
        {
            var here = path + FieldStep.Show(step);
            if (type is StructType { Schema.KeepsUnknown: false } && !TypedTree.IsDeclared(type, step))
            {
                yield return $"{here}: field not declared in schema";
                continue;
            }
            if (type is not ListType { Merge: ListMerge.Atomic } && !seen.Add(step))
                yield return $"{path}: duplicate entries for key {FieldStep.Show(step)}";
            foreach (var found in Mistakes(childType, child, here))
                yield return found;
        }
    }

    /// <summary>The words are those of structured-merge-diff, Go's form of the value included.</summary>
    private static string? WrongType(FieldType type, JsonNode? value) =>
        (type, value) switch
        {
            (_, null) => null,
            (StructType or MapType, not JsonObject) => $"expected map, got &{{{value}}}",
            (ListType, not JsonArray) => $"expected list, got &{{{value}}}",
            (ScalarType { Name: "string" or "bytes" or "time" or "microtime" }, var v)
                when v.GetValueKind() != JsonValueKind.String =>
                $"expected string, got &value.valueUnstructured{{Value:{v.ToJsonString()}}}",
            (ScalarType { Name: "int32" or "int64" or "number" }, var v)
                when v.GetValueKind() != JsonValueKind.Number =>
                $"expected numeric (int or float), got {GoType(v)}",
            (ScalarType { Name: "bool" }, var v)
                when v.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False) =>
                $"expected boolean, got &{{{v}}}",
            _ => null,
        };

    private static string GoType(JsonNode value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Array => "[]interface {}",
            JsonValueKind.Object => "map[string]interface {}",
            _ => "bool",
        };
}
