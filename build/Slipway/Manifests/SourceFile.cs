using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Manifests;

/// <summary>A YAML file of manifests as it was written.</summary>
/// <param name="Name">Its path for people, relative to the repository.</param>
/// <param name="Documents">Its documents, as far as they could be read.</param>
/// <param name="Mistakes">What is wrong with it as YAML: <c>file:line:column: sentence</c> each.</param>
internal sealed record SourceFile(
    string Name,
    IReadOnlyList<YamlValue> Documents,
    IReadOnlyList<string> Mistakes
)
{
    /// <summary>Reads a file.</summary>
    public static SourceFile Read(string path, string name)
    {
        var mistakes = new ValidationErrors(name);
        var documents = YamlReader.Documents(File.ReadAllText(path), mistakes);
        return new SourceFile(name, documents, mistakes.Lines());
    }

    /// <summary>
    /// Where this file puts an object into the namespace that it was rendered with:
    /// <c>file:line:column</c>; null where it does not.
    /// </summary>
    public string? NamespaceOf(KubeObject rendered)
    {
        var written = rendered.GroupKind is ("", "Namespace") ? "name" : "namespace";
        var ns = written == "name" ? rendered.Name : rendered.Namespace;
        return (
            from document in Documents.OfType<YamlMap>()
            where Text(document, "kind")?.Value == rendered.Kind
            let metadata = Find(document, "metadata") as YamlMap
            where metadata is not null
            // Kustomize adds prefixes and suffixes.
            where Text(metadata, "name") is { } name && rendered.Name.Contains(name.Value)
            let place = Text(metadata, written)
            where place is not null && place.Value == ns
            select $"{Name}:{place.Place.Line}:{place.Place.Column}"
        ).FirstOrDefault();
    }

    /// <summary>Where a key is in the file's top mapping, with a value; null where it is not.</summary>
    public string? PlaceOf(string key, string? value = null) =>
        Documents
            .OfType<YamlMap>()
            .SelectMany(document => document.Entries)
            .Where(entry =>
                entry.Key.Value == key && (value is null || (entry.Value as YamlText)?.Value == value)
            )
            .Select(entry => $"{Name}:{entry.Key.Place.Line}:{entry.Key.Place.Column}")
            .FirstOrDefault();

    private static YamlText? Text(YamlMap map, string key) => Find(map, key) as YamlText;

    private static YamlValue? Find(YamlMap map, string key) =>
        map.Entries.FirstOrDefault(entry => entry.Key.Value == key)?.Value;
}
