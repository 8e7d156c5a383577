namespace LocalCluster.Schema;

/// <summary>How a list is merged by apply and strategic merge patches.</summary>
internal enum ListMerge
{
    /// <summary>As a whole.</summary>
    Atomic,

    /// <summary>By value.</summary>
    Set,

    /// <summary>By the values of key fields.</summary>
    Map,
}

/// <summary>
/// The type of a value in an object: a scalar, a struct, a map with free keys, a list, or anything.
/// </summary>
internal abstract record FieldType
{
    /// <summary>Owned and replaced as a whole.</summary>
    public virtual bool Atomic => false;
}

/// <summary>
/// A scalar; <paramref name="Name"/> is <c>string</c>, <c>int32</c>, <c>quantity</c>, <c>time</c> …
/// </summary>
internal sealed record ScalarType(string Name) : FieldType;

/// <summary>
/// Anything, not looked into; <paramref name="MustBeObject"/> where only an object makes sense.
/// </summary>
internal sealed record AnyType(bool MustBeObject = false) : FieldType;

/// <summary>An object with named fields.</summary>
internal sealed record StructType(TypeSchema Schema, bool Whole = false) : FieldType
{
    public override bool Atomic => Whole || Schema.Atomic;
}

/// <summary>An object whose keys are data.</summary>
internal sealed record MapType(FieldType Element, bool Whole = false) : FieldType
{
    public override bool Atomic => Whole;
}

/// <summary>
/// A list. For <see cref="ListMerge.Map"/>, the first key is also the key of strategic merge patches.
/// </summary>
internal sealed record ListType(FieldType Element, ListMerge Merge, IReadOnlyList<string> Keys) : FieldType
{
    public override bool Atomic => Merge == ListMerge.Atomic;
}
