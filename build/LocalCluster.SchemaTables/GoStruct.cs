namespace LocalCluster.SchemaTables;

/// <summary>A struct of the Kubernetes API, as its Go source declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Doc">The first sentence of its comment.</param>
/// <param name="IsAtomic">Whether it is marked <c>+structType=atomic</c>.</param>
/// <param name="Fields">Its fields, in their order.</param>
internal sealed record GoStruct(string Name, string Doc, bool IsAtomic, IReadOnlyList<GoField> Fields);

/// <summary>A field of a struct.</summary>
/// <param name="Json">Its name in JSON; empty if the fields of its type are inlined.</param>
/// <param name="Type">Its Go type, for example <c>*metav1.LabelSelector</c>.</param>
/// <param name="OmitsEmpty">Whether it has <c>omitempty</c>.</param>
/// <param name="Number">Its protobuf number; null if it has none.</param>
/// <param name="PatchMergeKey">The key by which strategic merge patches match list items.</param>
/// <param name="Markers">The <c>+name=value</c> comments above it.</param>
internal sealed record GoField(
    string Json,
    string Type,
    bool OmitsEmpty,
    int? Number,
    string? PatchMergeKey,
    ILookup<string, string> Markers
)
{
    public bool IsInline => Json.Length == 0;

    public bool IsPointer => Type.StartsWith('*');

    public string? Marker(string name) => Markers[name].FirstOrDefault();
}
