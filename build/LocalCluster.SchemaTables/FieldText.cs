namespace LocalCluster.SchemaTables;

/// <summary>A field as the tables write it, and its path of protobuf numbers (empty: it has none).</summary>
internal sealed record TableField(string Json, string Text, string Numbers, TypeName? Struct);

/// <summary>A struct, and the package that declares it.</summary>
internal sealed record TypeName(string Package, string Name);

/// <summary>Translates the fields of Go structs into those of the tables.</summary>
internal sealed class FieldText(GoSource source, Overrides overrides)
{
    private static readonly Dictionary<string, string> s_scalars = new(StringComparer.Ordinal)
    {
        ["string"] = "string",
        ["bool"] = "bool",
        ["int32"] = "int32",
        ["int64"] = "int64",
        ["int"] = "int32",
        ["float64"] = "number",
        ["[]byte"] = "bytes",
        ["intstr.IntOrString"] = "intstr",
        ["resource.Quantity"] = "quantity",
        ["runtime.RawExtension"] = "object",
        ["types.UID"] = "string",
        ["types.NodeName"] = "string",
        ["metav1.Time"] = "time",
        ["metav1.MicroTime"] = "microtime",
        ["metav1.Duration"] = "string",
        ["metav1.FieldsV1"] = "object",
    };

    /// <summary>The fields of a struct; those of inlined structs stand in their place.</summary>
    public IEnumerable<TableField> Fields(string package, GoStruct type) =>
        Fields(package, type, type.Name, "");

    private IEnumerable<TableField> Fields(string package, GoStruct type, string owner, string path)
    {
        var go = source.Package(package)!;
        foreach (var field in type.Fields)
        {
            if (field.Type.EndsWith("TypeMeta", StringComparison.Ordinal))
            {
                yield return new("apiVersion", "apiVersion:string", "", null);
                yield return new("kind", "kind:string", "", null);
            }
            else if (field.IsInline)
            {
                foreach (
                    var inner in Fields(package, go.Structs[field.Type], owner, $"{path}{field.Number}.")
                )
                    yield return inner;
            }
            else if (field.Json != "-")
            {
                var (text, structName) = Type(package, field.Type);
                var number = field.Number is { } n ? $"{path}{n}" : "";
                yield return overrides.Of(owner, field.Json) is { } given
                    ? new(field.Json, $"{field.Json}{given}", number, null)
                    : new(field.Json, Text(owner, field, text, structName is not null), number, structName);
            }
        }
    }

    private static string Text(string owner, GoField field, string type, bool isStruct)
    {
        var required = !field.OmitsEmpty && !field.Markers.Contains("optional");
        var plain = type[0] is not ('[' or '{');
        var embedded =
            !field.IsPointer
            && plain
            && (isStruct || type is "time" or "microtime" or "intstr" or "quantity");
        // A required scalar of a spec that is not given stays out of the object, so that it can be refused.
        var refused = required && plain && !owner.EndsWith("Status", StringComparison.Ordinal);
        var shown = embedded || (!field.OmitsEmpty && !field.IsPointer && !refused);
        var counts =
            field.IsPointer && !required && (type is "string" or "int32" or "int64" or "bool" or "number");
        return $"{field.Json}{(required ? "!" : "")}:{type}{Whole(field, type, isStruct)}"
            + $"{(shown ? "^" : "")}{Merge(field, type)}{(counts ? "?" : "")}{Default(field, type)}";
    }

    private static string Whole(GoField field, string type, bool isStruct) =>
        (type[0] == '{' && field.Marker("mapType") == "atomic")
        || (isStruct && field.Marker("structType") == "atomic")
            ? "#"
            : "";

    private static string Merge(GoField field, string type)
    {
        if (type[0] != '[')
            return "";
        // Strategic merge patches know one key, which comes first.
        string?[] keys = [field.PatchMergeKey, .. field.Markers["listMapKey"]];
        return keys.OfType<string>().Any() ? "@" + string.Join(',', keys.OfType<string>().Distinct())
            : field.Marker("listType") == "set" ? "@"
            : "";
    }

    private static string Default(GoField field, string type) =>
        type == "string"
        && field.Marker("default")?.Trim('"') is { Length: > 0 } given
        && given.All(char.IsLetter)
            ? "=" + given
            : "";

    /// <summary>The table's text for a Go type, and the name of its struct, where it is one.</summary>
    private (string Text, TypeName? Struct) Type(string package, string type)
    {
        type = type.TrimStart('*');
        if (s_scalars.TryGetValue(type, out var scalar))
            return (scalar, null);
        if (type.StartsWith("[]", StringComparison.Ordinal))
            return Type(package, type[2..]) is var (item, name) ? ($"[{item}]", name) : default;
        if (type.StartsWith("map[", StringComparison.Ordinal))
            return Type(package, type[(type.IndexOf(']') + 1)..]) is var (value, name)
                ? ($"{{{value}}}", name)
                : default;
        var go = source.Package(package)!;
        if (type.Split('.') is [var alias, var imported])
            return Imported(GoSource.NameOf(go.Imports[alias]), imported);
        if (go.Aliases.TryGetValue(type, out var stands))
            return Type(package, stands);
        if (
            package.EndsWith("meta.v1", StringComparison.Ordinal)
            && s_scalars.TryGetValue("metav1." + type, out scalar)
        )
            return (scalar, null);
        return overrides.Of(type, "*") is { } whole ? (whole[1..], null)
            : go.Structs.ContainsKey(type) ? (type, new TypeName(package, type))
            : throw new InvalidDataException(
                $"{package} uses the type {type}, which no types*.go of it declares."
            );
    }

    private (string Text, TypeName? Struct) Imported(string package, string name) =>
        s_scalars.TryGetValue($"metav1.{name}", out var scalar)
        && package.EndsWith("meta.v1", StringComparison.Ordinal)
            ? (scalar, null)
            : Type(package, name);
}
