using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>What may not change in kinds that have few other rules, in the API server's words.</summary>
internal static class ImmutableValidation
{
    // The fields of a PersistentVolumeSpec that are no volume source, and may change or are checked elsewhere.
    private static readonly string[] s_noSource =
    [
        "capacity",
        "accessModes",
        "claimRef",
        "persistentVolumeReclaimPolicy",
        "storageClassName",
        "mountOptions",
        "volumeMode",
        "nodeAffinity",
        "volumeAttributesClassName",
    ];

    public static void Check(KindDefinition kind, JsonObject obj, JsonObject before, FieldErrors mistakes)
    {
        switch (kind.Kind.Group, kind.Kind.Kind)
        {
            case ("networking.k8s.io", "IngressClass"):
                Same("spec.controller", obj, before, mistakes);
                break;
            case ("discovery.k8s.io", "EndpointSlice"):
                Same("addressType", obj, before, mistakes);
                break;
            case ("apps", "ControllerRevision"):
                Same("data", obj, before, mistakes);
                break;
            case ("", "PersistentVolume"):
                CheckVolume(obj, before, mistakes);
                break;
            case ("", "PersistentVolumeClaim"):
                CheckSize(obj, before, mistakes);
                break;
            case ("apiextensions.k8s.io", "CustomResourceDefinition"):
                foreach (var field in (string[])["group", "scope", "names.kind", "names.plural"])
                    Same($"spec.{field}", obj, before, mistakes);
                CheckStoredVersions(obj, before, mistakes);
                break;
            default:
                break;
        }
    }

    private static void Same(string field, JsonObject obj, JsonObject before, FieldErrors mistakes)
    {
        var path = field.Split('.');
        mistakes.Immutable(field, before.At(path), obj.At(path));
    }

    private static void CheckVolume(JsonObject obj, JsonObject before, FieldErrors mistakes)
    {
        var (old, next) = (before.Object("spec") ?? [], obj.Object("spec") ?? []);
        var changed = old.Concat(next)
            .Select(p => p.Key)
            .Except(s_noSource)
            .Any(f => !JsonEquality.Same(old[f], next[f]));
        if (changed)
        {
            mistakes.Add(
                FieldError.Forbidden(
                    "spec.persistentvolumesource",
                    "spec.persistentvolumesource is immutable after creation"
                )
            );
        }
        mistakes.Immutable("spec.volumeMode", old["volumeMode"], next["volumeMode"]);
    }

    /// <summary>A claim may take back a growth that was not carried out yet, and otherwise never shrinks.</summary>
    private static void CheckSize(JsonObject obj, JsonObject before, FieldErrors mistakes)
    {
        var shrinks =
            Size(obj, "spec", "resources", "requests") is { } next
            && next < Size(before, "spec", "resources", "requests")
            && next <= (Size(before, "status", "capacity") ?? decimal.MaxValue);
        if (shrinks)
        {
            mistakes.Add(
                FieldError.Forbidden(
                    "spec.resources.requests.storage",
                    "field can not be less than status.capacity"
                )
            );
        }
    }

    private static decimal? Size(JsonObject claim, params string[] path) =>
        Quantity.TryParse(claim.Text([.. path, "storage"]), out var size) ? size.Value : null;

    private static void CheckStoredVersions(JsonObject obj, JsonObject before, FieldErrors mistakes)
    {
        var versions = obj.Items("spec", "versions").Select(v => v.Text("name")).ToHashSet();
        foreach (var (i, stored) in before.Strings("status", "storedVersions").Index())
        {
            if (!versions.Contains(stored))
            {
                mistakes.Check(
                    $"status.storedVersions[{i}]",
                    stored,
                    $"missing from spec.versions; {stored} was previously a storage version, and must remain in "
                        + "spec.versions until a storage migration ensures no data remains persisted in "
                        + $"{stored} and removes {stored} from status.storedVersions"
                );
            }
        }
    }
}
