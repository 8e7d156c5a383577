using System.Text.Json.Nodes;
using LocalCluster.Apply;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http;

/// <summary>Checks the object of a server-side apply request.</summary>
internal static class AppliedConfiguration
{
    /// <exception cref="ApiException">400: another kind. 500: fields that the kind does not have.</exception>
    public static void Check(KindDefinition kind, string name, JsonObject config)
    {
        var version = config.Text("apiVersion") ?? "";
        if (version != kind.Kind.ApiVersion)
        {
            throw Refusals.BadRequest("Incorrect version specified in apply patch. "
                + $"Specified patch version: {version}, expected: {kind.Kind.ApiVersion}");
        }
        if (config.Text("metadata", "name") is { } given && given != name)
        {
            throw Refusals.BadRequest(
                $"the name of the object ({given}) does not match the name on the URL ({name})");
        }
        var unknown = Undeclared(new StructType(kind.Schema), config, "")
            .Select(p => $"{p}: field not declared in schema").ToList();
        if (unknown.Count == 0)
            return;
        var prefix = $"failed to create typed patch object ({config.Namespace()}/{name}; "
            + $"{kind.Kind.ApiVersion}, "
            + $"Kind={kind.Kind.Kind}): ";
        throw Refusals.Internal(unknown.Count == 1
            ? prefix + unknown[0]
            : $"{prefix}errors:\n{string.Join('\n', unknown.Select(u => "  " + u))}");
    }

    private static IEnumerable<string> Undeclared(FieldType type, JsonNode? value, string path)
    {
        foreach (var (step, childType, child) in TypedTree.Children(type, value))
        {
            var here = path + FieldStep.Show(step);
            if (type is StructType { Schema.KeepsUnknown: false } && !TypedTree.IsDeclared(type, step))
            {
                yield return here;
                continue;
            }
            foreach (var found in Undeclared(childType, child, here))
                yield return found;
        }
    }
}
