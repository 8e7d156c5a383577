using System.Reflection;

namespace LocalCluster.Schema.OpenApi;

/// <summary>
/// Descriptions of fields for <c>kubectl explain</c>, read on demand and not cached.
/// </summary>
internal sealed class FieldDescriptions
{
    private const string AnyType = "*";
    private readonly Dictionary<(string Type, string Field), string> _words = [];

    private FieldDescriptions() { }

    /// <summary>Reads the words.</summary>
    public static FieldDescriptions Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("fields.words")!;
        using var reader = new StreamReader(stream);
        var result = new FieldDescriptions();
        string[] types = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] != ' ')
            {
                types = line.Split(' ');
                continue;
            }
            var colon = line.IndexOf(':');
            foreach (var type in types)
                result._words.Add((type, line[..colon].Trim()), line[(colon + 1)..].Trim());
        }
        return result;
    }

    /// <summary>The types and fields that have words of their own.</summary>
    public IEnumerable<(string Type, string Field)> Described => _words.Keys.Where(k => k.Type != AnyType);

    /// <summary>A field's description; empty if it has none.</summary>
    public string Of(TypeSchema type, FieldSchema field)
    {
        if (field.Description.Length > 0)
            return field.Description;
        if (_words.TryGetValue((type.Name, field.Name), out var own))
            return own;
        return _words.TryGetValue((AnyType, field.Name), out var common) ? common : Description(field.Type);
    }

    private static string Description(FieldType type) =>
        type switch
        {
            StructType s => s.Schema.Description,
            ListType list => Description(list.Element),
            MapType map => Description(map.Element),
            _ => "",
        };
}
