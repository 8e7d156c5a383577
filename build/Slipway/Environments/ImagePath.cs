using Slipway.Values;

namespace Slipway.Environments;

/// <summary>
/// A field of a custom resource that names an image, as <c>imagePaths</c> in <c>environment.yaml</c> says: for
/// fields that are not found by themselves. The same idea as the field specs of Kustomize's image transformer.
/// </summary>
/// <param name="Group">The API group; null for any.</param>
/// <param name="Kind">The kind's name; null for any.</param>
/// <param name="Fields">
/// The names of the fields that lead to it, from the top of the object. Lists on the way are entered.
/// </param>
public sealed record ImagePath(string? Group, string? Kind, IReadOnlyList<string> Fields)
{
    /// <summary>Whether objects of a kind are meant.</summary>
    public bool Selects(GroupKind kind) =>
        (Group is null || Group == kind.Group) && (Kind is null || Kind == kind.Kind);
}
