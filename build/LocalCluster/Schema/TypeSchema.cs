namespace LocalCluster.Schema;

/// <summary>A named set of fields, for example <c>PodSpec</c>.</summary>
internal sealed class TypeSchema(string package, string name, string description, bool atomic)
{
    private readonly Dictionary<string, FieldSchema> _fields = new(StringComparer.Ordinal);

    /// <summary>Where the type belongs in OpenAPI documents, for example <c>io.k8s.api.core.v1</c>.</summary>
    public string Package { get; } = package;

    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>Owned and replaced as a whole.</summary>
    public bool Atomic { get; } = atomic;

    /// <summary>Fields that are not declared are kept as they are (custom resources).</summary>
    public bool KeepsUnknown { get; init; }

    /// <summary>The name in OpenAPI documents.</summary>
    public string FullName => $"{Package}.{Name}";

    public IReadOnlyDictionary<string, FieldSchema> Fields => _fields;

    /// <summary>Types refer to each other in circles, so fields come after the type.</summary>
    public void Add(FieldSchema field) => _fields[field.Name] = field;
}

/// <summary>A field of a type.</summary>
/// <param name="Name">Its JSON name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Required">Whether an object without it is refused.</param>
/// <param name="Always">Whether answers carry it even when it is empty, as the API server does for values
/// that Go embeds.</param>
/// <param name="Default">What it is when not given, as far as keys of list maps depend on it.</param>
/// <param name="Description">What it means; may be empty.</param>
internal sealed record FieldSchema(
    string Name,
    FieldType Type,
    bool Required,
    bool Always,
    string? Default,
    string Description = ""
)
{
    /// <summary>
    /// Whether an empty value is more than none given: Go keeps such a value behind a pointer. Others, like
    /// <c>hostNetwork: false</c>, are left out of the object.
    /// </summary>
    public bool ZeroCounts { get; init; } = true;
}
