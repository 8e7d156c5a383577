using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>Rules for what every object has.</summary>
internal static class MetadataValidation
{
    private const int MostAnnotationBytes = 256 * 1024;

    public static void Check(KindDefinition kind, JsonObject obj, JsonObject? before, FieldErrors mistakes)
    {
        var name = obj.Name();
        if (name.Length == 0)
            mistakes.Required("metadata.name", "name or generateName is required");
        else
            mistakes.Check("metadata.name", name, Name(kind, name));
        Labels("metadata.labels", obj.Object("metadata", "labels"), mistakes);
        var annotations = obj.Map("metadata", "annotations");
        foreach (var key in annotations.Keys)
            mistakes.Check("metadata.annotations", key, Names.Key(key.ToLowerInvariant()));
        if (annotations.Sum(a => a.Key.Length + a.Value.Length) > MostAnnotationBytes)
            mistakes.Add(FieldError.TooLong("metadata.annotations", MostAnnotationBytes));
        foreach (var finalizer in obj.Strings("metadata", "finalizers"))
            mistakes.Check("metadata.finalizers", finalizer, Names.Key(finalizer));
        if (before?.IsBeingDeleted() == true)
            NoNewFinalizers(obj, before, mistakes);
        foreach (var (i, owner) in obj.Items("metadata", "ownerReferences").Index())
        {
            foreach (
                var field in new[] { "apiVersion", "kind", "name", "uid" }.Where(f =>
                    owner.Text(f) is not { Length: > 0 }
                )
            )
                mistakes.Add(
                    FieldError.Invalid(
                        $"metadata.ownerReferences[{i}].{field}",
                        "\"\"",
                        $"{field} must not be empty"
                    )
                );
        }
    }

    private static void NoNewFinalizers(JsonObject obj, JsonObject before, FieldErrors mistakes)
    {
        var added = obj.Strings("metadata", "finalizers")
            .Except(before.Strings("metadata", "finalizers"))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (added.Count > 0)
        {
            mistakes.Add(
                FieldError.Forbidden(
                    "metadata.finalizers",
                    "no new finalizers can be added if the "
                        + "object is being deleted, found new finalizers "
                        + $"[]string{{{string.Join(", ", added.Select(f => $"\"{f}\""))}}}"
                )
            );
        }
    }

    public static void Labels(string field, JsonObject? labels, FieldErrors mistakes)
    {
        foreach (var (key, value) in labels ?? [])
        {
            mistakes.Check(field, key, Names.Key(key));
            mistakes.Check(field, value.Text() ?? "", Names.LabelValue(value.Text() ?? ""));
        }
    }

    private static string? Name(KindDefinition kind, string name) =>
        kind.Kind switch
        {
            { Group: "rbac.authorization.k8s.io" } => Names.PathSegment(name),
            { Group: "", Kind: "Namespace" } => Names.Label(name),
            { Group: "", Kind: "Service" } => Names.Service(name),
            _ => Names.Subdomain(name),
        };
}
