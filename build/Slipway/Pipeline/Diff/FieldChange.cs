using System.Text.Json;

namespace Slipway.Pipeline.Diff;

/// <summary>A field that is to have another value.</summary>
/// <param name="Path">
/// Its path, as Kubernetes writes it; items of lists by their merge key: <c>spec.template.spec.containers[web].image</c>.
/// </param>
/// <param name="Before">Its value; null where it has none, or it is hidden.</param>
/// <param name="After">The value that it is to have; null where it is to have none, or it is hidden.</param>
/// <param name="Kind">What becomes of it.</param>
public sealed record FieldChange(string Path, JsonElement? Before, JsonElement? After, FieldChangeKind Kind)
{
    /// <summary>Whether its values are not to be shown, since they are or may be secret.</summary>
    public bool IsHidden { get; init; }

    /// <summary>
    /// Why the image that it is to name does not exist yet; null where it does, and for all other fields.
    /// </summary>
    public string? ToBeBuilt { get; init; }
}

/// <summary>What becomes of a field.</summary>
public enum FieldChangeKind
{
    /// <summary>It has another value.</summary>
    Changed,

    /// <summary>It has a value now.</summary>
    Added,

    /// <summary>It has none any more.</summary>
    Removed,
}
