using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using Slipway.Formats;

namespace LocalCluster.Watching;

/// <summary>
/// The controlling owner reference of an object (metav1.OwnerReference with controller: true).
/// </summary>
internal readonly record struct Owner(string ApiVersion, string Kind, string Name, string Uid);

/// <summary>Who controls what.</summary>
internal static class Owners
{
    public static Owner? ControllerOf(JsonObject obj)
    {
        foreach (var reference in obj.Items("metadata", "ownerReferences"))
        {
            if (reference.Flag("controller"))
                return new Owner(
                    reference.Text("apiVersion") ?? "",
                    reference.Text("kind") ?? "",
                    reference.Text("name") ?? "",
                    reference.Text("uid") ?? ""
                );
        }
        return null;
    }

    public static bool IsControlledBy(this JsonObject obj, JsonObject owner) =>
        ControllerOf(obj)?.Uid == owner.Uid();

    /// <summary>The reference that makes <paramref name="owner"/> the controller.</summary>
    public static JsonObject Reference(ResourceKind kind, JsonObject owner) =>
        new()
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["name"] = owner.Name(),
            ["uid"] = owner.Uid(),
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        };

    /// <summary>The objects of the owner's namespace that it controls; those that match its selector and that
    /// nobody controls are adopted, and those that match no longer are released, as the API's controllers
    /// do.</summary>
    public static IReadOnlyList<JsonObject> Claim(
        ClusterView view,
        ResourceKind ownerKind,
        JsonObject owner,
        ResourceKind kind,
        LabelSelector selector
    )
    {
        var owned = view.OwnedBy(kind, owner.Uid());
        if (owner.IsBeingDeleted())
            return owned;
        var claimed = new List<JsonObject>();
        foreach (var obj in owned)
        {
            if (selector.Matches(obj.Labels()))
                claimed.Add(obj);
            else if (!obj.IsBeingDeleted())
                view.Update(kind, Released(obj, owner));
        }
        var orphans = view.Orphans(kind, owner.NamespaceName());
        // Asked again after that, as the API's controllers do before they adopt: what an owner left that is being
        // deleted must not be given back to it, or the garbage collector takes it too.
        if (!IsStillThere(view, ownerKind, owner))
            return claimed;
        foreach (var obj in orphans)
        {
            if (!obj.IsBeingDeleted() && selector.Matches(obj.Labels()))
                claimed.Add(view.Update(kind, Adopted(obj, ownerKind, owner)));
        }
        return claimed;
    }

    private static bool IsStillThere(ClusterView view, ResourceKind kind, JsonObject owner) =>
        view.Get(kind, owner.NamespaceName(), owner.Name()) is { } now
        && now.Uid() == owner.Uid()
        && !now.IsBeingDeleted();

    private static JsonObject Adopted(JsonObject obj, ResourceKind ownerKind, JsonObject owner)
    {
        var copy = obj.Copy();
        var metadata = copy.Child("metadata");
        if (metadata["ownerReferences"] is not JsonArray references)
            metadata["ownerReferences"] = references = [];
        references.Add(Reference(ownerKind, owner));
        return copy;
    }

    private static JsonObject Released(JsonObject obj, JsonObject owner)
    {
        var copy = obj.Copy();
        var kept = copy.Items("metadata", "ownerReferences")
            .Where(reference => reference.Text("uid") != owner.Uid())
            .Select(reference => reference.DeepClone());
        copy.Child("metadata")["ownerReferences"] = new JsonArray([.. kept]);
        return copy;
    }
}
