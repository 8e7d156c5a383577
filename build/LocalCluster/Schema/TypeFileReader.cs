namespace LocalCluster.Schema;

/// <summary>
/// Reads the field tables in <c>Schema/Types</c>. A line that starts at the margin is <c>package P</c>,
/// <c>kind group/version Kind plural [cluster] [empty] [short=…] [category=…] [sub=…] [verbs=…]
/// [stored=…]</c>, where <c>stored</c> names the version that is stored, or <c>Type[#]: what it is</c>.
/// Indented lines hold the fields of the last type as <c>name[!]:type[^][?][=default]</c>: <c>!</c> required,
/// <c>^</c> always present in answers, <c>?</c> kept even when zero. Types are scalars, type names,
/// <c>{T}</c> maps, <c>[T]</c> lists; <c>#</c> marks what
/// is owned as a whole, <c>[T]@</c> a set, <c>[T]@a,b</c> a list whose items are identified by a and b.
/// </summary>
internal static class TypeFileReader
{
    private static readonly HashSet<string> s_scalars =
    [
        "string",
        "int32",
        "int64",
        "bool",
        "number",
        "quantity",
        "intstr",
        "time",
        "microtime",
        "bytes",
    ];

    /// <summary>All declarations of a file, with the types of fields still as text.</summary>
    public static IEnumerable<TypeFileEntry> Read(string text)
    {
        var package = "";
        TypeFileEntry? current = null;
        foreach (
            var line in text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0 && l[0] != '#')
        )
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line[0] == ' ')
                current!.Fields.AddRange(words);
            else if (words[0] == "package")
                package = words[1];
            else if (words[0] == "kind")
                yield return new TypeFileEntry(package, words[2], "", words);
            else
            {
                var colon = line.IndexOf(':');
                yield return current = new TypeFileEntry(
                    package,
                    line[..colon],
                    line[(colon + 1)..].Trim(),
                    null
                );
            }
        }
    }

    /// <summary>Reads <c>name[!]:type[^][?][=default]</c>.</summary>
    public static FieldSchema Field(string text, Func<string, TypeSchema> resolve)
    {
        var colon = text.IndexOf(':');
        var (name, type) = (text[..colon], text[(colon + 1)..]);
        var equals = type.IndexOf('=');
        var fallback = equals < 0 ? null : type[(equals + 1)..];
        type = equals < 0 ? type : type[..equals];
        var (always, required) = (type.Contains('^'), name.EndsWith('!'));
        var zeroCounts = always || required || type.EndsWith('?');
        return new FieldSchema(
            name.TrimEnd('!'),
            Type(type.Replace("^", "").TrimEnd('?'), resolve),
            required,
            always,
            fallback
        )
        {
            ZeroCounts = zeroCounts,
        };
    }

    private static FieldType Type(string text, Func<string, TypeSchema> resolve)
    {
        if (text[0] == '[')
        {
            var end = text.LastIndexOf(']');
            var element = Type(text[1..end], resolve);
            var rest = text[(end + 1)..];
            return rest.Length == 0 ? new ListType(element, ListMerge.Atomic, [])
                : rest == "@" ? new ListType(element, ListMerge.Set, [])
                : new ListType(element, ListMerge.Map, rest[1..].Split(','));
        }
        if (text[0] == '{')
            return new MapType(Type(text[1..text.LastIndexOf('}')], resolve), text.EndsWith('#'));
        if (text is "any" or "object")
            return new AnyType(text == "object");
        return s_scalars.Contains(text)
            ? new ScalarType(text)
            : new StructType(resolve(text.TrimEnd('#')), text.EndsWith('#'));
    }
}

/// <summary>A declaration of a file: a type, or a kind where <paramref name="KindWords"/> is set.</summary>
internal sealed record TypeFileEntry(string Package, string Name, string Description, string[]? KindWords)
{
    public List<string> Fields { get; } = [];
}
