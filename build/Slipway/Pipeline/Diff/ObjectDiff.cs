using Slipway.Kubernetes.Objects;

namespace Slipway.Pipeline.Diff;

/// <summary>What becomes of one object.</summary>
/// <param name="Key">The object.</param>
/// <param name="Change">What becomes of it.</param>
/// <param name="Fields">
/// The fields that change. An object that is new or removed as a whole has none, unless it takes another one's place.
/// </param>
public sealed record ObjectDiff(ObjectKey Key, ObjectChange Change, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>
    /// The object whose place it takes, with other content: what Kustomize generates has a new name with each content.
    /// </summary>
    public ObjectKey? InPlaceOf { get; init; }

    /// <summary>What else there is to know about it, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>What becomes of an object, in the words of people and of JSON.</summary>
public enum ObjectChange
{
    /// <summary>Some of its fields change.</summary>
    Changed,

    /// <summary>It is created.</summary>
    New,

    /// <summary>It is deleted and created again, since what changes cannot be changed.</summary>
    Replaced,

    /// <summary>It is deleted, since no manifest has it any more.</summary>
    Removed,

    /// <summary>Something of it is not as the manifests say, and stays so.</summary>
    Kept,
}
