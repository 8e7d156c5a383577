using System.Reflection;
using LocalCluster.Resources;
using LocalCluster.Schema.Conversions;

namespace LocalCluster.Schema.ServedKinds;

/// <summary>The kinds that are always served, read from the embedded field tables.</summary>
internal sealed class BuiltInKinds
{
    private readonly Dictionary<(string Package, string Name), TypeSchema> _types = [];
    private readonly List<KindDefinition> _kinds = [];

    private BuiltInKinds() { }

    public IReadOnlyList<KindDefinition> Kinds => _kinds;

    public IEnumerable<TypeSchema> Types => _types.Values;

    /// <summary>A type by its full name, <c>io.k8s.api.apps.v1.Deployment</c>.</summary>
    public TypeSchema Type(string fullName) => _types.Values.First(t => t.FullName == fullName);

    /// <summary>The metadata of every object.</summary>
    public TypeSchema ObjectMeta => _types.Values.First(t => t.Name == "ObjectMeta");

    /// <summary>Reads the tables.</summary>
    public static BuiltInKinds Load()
    {
        var result = new BuiltInKinds();
        var entries = Files().SelectMany(TypeFileReader.Read).ToList();
        foreach (var entry in entries.Where(e => e.KindWords is null))
        {
            var name = entry.Name.TrimEnd('#');
            result._types.Add(
                (entry.Package, name),
                new TypeSchema(entry.Package, name, entry.Description, entry.Name.EndsWith('#'))
            );
        }
        foreach (var entry in entries.Where(e => e.KindWords is null))
        {
            var type = result._types[(entry.Package, entry.Name.TrimEnd('#'))];
            foreach (var field in entry.Fields)
                type.Add(TypeFileReader.Field(field, name => result.Resolve(entry.Package, name)));
        }
        result._kinds.AddRange(entries.Where(e => e.KindWords is not null).Select(result.Kind));
        foreach (var entry in entries)
        {
            if (entry.KindWords is { } words && Option(words, "stored") is [var storage])
                result.Link(words, storage);
        }
        return result;
    }

    private void Link(string[] words, string storage)
    {
        var own = _kinds.FindIndex(k => k.Kind.ApiVersion == words[1] && k.Kind.Kind == words[2]);
        _kinds[own] = _kinds[own] with
        {
            Storage = _kinds.Single(k => k.Kind.ApiVersion == storage && k.Kind.Kind == words[2]),
            Conversion = KindConversions.Of(_kinds[own].Kind),
        };
    }

    private TypeSchema Resolve(string package, string name) =>
        _types.TryGetValue((package, name), out var type)
            ? type
            : _types.Values.FirstOrDefault(t => t.Name == name)
                ?? throw new InvalidOperationException($"The field tables name an unknown type '{name}'.");

    private KindDefinition Kind(TypeFileEntry entry)
    {
        var words = entry.KindWords!;
        var (group, version) = words[1].Split('/') is [var g, var v] ? (g, v) : ("", words[1]);
        var kind = new ResourceKind(group, version, words[2], words[3], !words.Contains("cluster"));
        return new KindDefinition(kind, Resolve(entry.Package, words[2]))
        {
            ShortNames = Option(words, "short"),
            Categories = Option(words, "category"),
            Subresources = Option(words, "sub"),
            Verbs = Option(words, "verbs") is { Length: > 0 } verbs ? verbs : null,
            StaysEmpty = words.Contains("empty"),
        };
    }

    private static string[] Option(string[] words, string name) =>
        words.FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal)) is { } word
            ? word[(name.Length + 1)..].Split(',')
            : [];

    private static IEnumerable<string> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(n => n.EndsWith(".types", StringComparison.Ordinal))
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }
}
