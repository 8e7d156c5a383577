using System.Reflection;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http.Protobuf;

/// <summary>Where the fields of each type are in the protobuf form.</summary>
internal sealed class FieldNumbers
{
    private readonly Dictionary<string, Dictionary<string, int[]>> _types;

    public FieldNumbers()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("wire.numbers")!;
        using var reader = new StreamReader(stream);
        _types = reader
            .ReadToEnd()
            .Split('\n')
            .Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(
                w => w[0],
                w =>
                    w[1..]
                        .Select(f => f.Split('='))
                        .ToDictionary(f => f[0], f => f[1].Split('.').Select(int.Parse).ToArray())
            );
    }

    /// <summary>The types and fields that have numbers.</summary>
    public IEnumerable<(string Type, string Field)> All =>
        _types.SelectMany(type => type.Value.Keys.Select(name => (type.Key, name)));

    /// <summary>The path of numbers to a field; null if the protobuf form does not have it.</summary>
    public int[]? Of(TypeSchema type, string field) =>
        _types.GetValueOrDefault(type.FullName)?.GetValueOrDefault(field);

    /// <summary>Whether objects of a type can be read at all.</summary>
    public bool Knows(TypeSchema type) => _types.ContainsKey(type.FullName);
}
