using Slipway.Formats;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Slipway.Yaml;

/// <summary>
/// Reads one YAML document into nodes that know their places. Keeps the first of two equal keys and reports
/// the second.
/// </summary>
internal sealed class YamlReader
{
    // As deep as Formats.YamlJson goes; without a limit, a text of brackets ends in a stack overflow.
    private const int Deepest = 64;

    private readonly Dictionary<string, YamlValue> _anchors = new(StringComparer.Ordinal);
    private readonly YamlParser _parser;
    private readonly ValidationErrors _mistakes;
    private int _depth;

    private YamlReader(string text, ValidationErrors mistakes)
    {
        _parser = new YamlParser(text);
        _mistakes = mistakes;
    }

    /// <summary>
    /// The document's top mapping; an empty one where the text holds nothing or was broken (which is then a
    /// mistake).
    /// </summary>
    public static Section Read(string text, ValidationErrors mistakes)
    {
        var start = new SourceLocation(1, 1);
        try
        {
            var root = new YamlReader(text, mistakes).Document();
            if (root is YamlMap map)
                return new Section(map, "", mistakes);
            if (root is not null and not YamlText { IsNull: true })
                mistakes.Add(
                    root.Place,
                    // Not the text itself: a token may have been passed where a kubeconfig belongs.
                    $"Expected a mapping of keys to values, found {(root is YamlText ? "a string" : root.Kind)}."
                );
            return new Section(new YamlMap(root?.Place ?? start, []), "", mistakes);
        }
        catch (YamlException e)
        {
            Note(e, mistakes);
            return Section.Unreadable(mistakes);
        }
    }

    /// <summary>
    /// All documents of a stream, without empty ones, as far as it can be read; what is broken is a mistake.
    /// </summary>
    public static IReadOnlyList<YamlValue> Documents(string text, ValidationErrors mistakes)
    {
        var documents = new List<YamlValue>();
        try
        {
            var reader = new YamlReader(text, mistakes);
            reader._parser.Consume<StreamStart>();
            while (reader._parser.TryConsume<DocumentStart>(out _))
            {
                // Anchors end with their document (YAML 1.2, 7.1).
                reader._anchors.Clear();
                var root = reader.Node();
                if (root is not YamlText { IsNull: true })
                    documents.Add(root);
                reader._parser.Consume<DocumentEnd>();
            }
        }
        catch (YamlException e)
        {
            Note(e, mistakes);
        }
        return documents;
    }

    // The parser stopped at the end of what it names, but an alias is wrong as a whole.
    private static void Note(YamlException e, ValidationErrors mistakes) =>
        mistakes.Add(
            SourceLocation.Of(e is AnchorNotFoundException ? e.Start : e.End),
            $"Broken YAML: {e.Message.TrimEnd('.')}."
        );

    private YamlValue? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
            return null;
        var root = Node();
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            _mistakes.Add(
                SourceLocation.Of(second.Start),
                "Only one YAML document is expected in this file."
            );
        return root;
    }

    private YamlValue Node()
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value.Value, out var known)
                ? known
                : throw new AnchorNotFoundException(
                    alias.Start,
                    alias.End,
                    $"anchor '&{alias.Value}' is not defined before this alias"
                );
        }
        if (!_parser.Accept<NodeEvent>(out var start))
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a value is missing here");
        if (_depth == Deepest && start is not Scalar)
            throw new YamlException(start.Start, start.Start, $"nested more than {Deepest} levels deep");
        _depth++;
        YamlValue node = start switch
        {
            Scalar => Text(_parser.Consume<Scalar>()),
            SequenceStart => List(_parser.Consume<SequenceStart>()),
            _ => Map(_parser.Consume<MappingStart>()),
        };
        _depth--;
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = node;
        return node;
    }

    private static YamlText Text(Scalar scalar) =>
        new(SourceLocation.Of(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);

    private YamlList List(SequenceStart start)
    {
        var items = new List<YamlValue>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node());
        return new YamlList(SourceLocation.Of(start.Start), items);
    }

    private YamlMap Map(MappingStart start)
    {
        var entries = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node();
            var value = Node();
            var name = (YamlText)key;
            if (!entries.TryAdd(name.Value, new YamlEntry(name, value)))
            {
                var first = entries[name.Value].Key.Place.Line;
                _mistakes.Add(name.Place, $"Duplicate key '{name.Value}'; first on line {first}.");
            }
        }
        return new YamlMap(SourceLocation.Of(start.Start), [.. entries.Values]);
    }
}
