using Slipway.Formats;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Slipway.Services.Templates;

/// <summary>
/// Adds to the collections of a YAML text. What is there already stays as it is, to the last comment.
/// </summary>
internal sealed class YamlEdit
{
    private readonly string _text;
    private readonly YamlMappingNode? _root;

    /// <summary>Reads the text.</summary>
    /// <exception cref="YamlDotNet.Core.YamlException">It is broken.</exception>
    public YamlEdit(string text)
    {
        _text = text;
        _root = YamlParser.Load(text).Documents.FirstOrDefault()?.RootNode as YamlMappingNode;
    }

    /// <summary>The value at a path of keys; null where there is none.</summary>
    public YamlNode? At(params ReadOnlySpan<string> path)
    {
        YamlNode? node = _root;
        foreach (var key in path)
        {
            if (node is not YamlMappingNode map || !map.Children.TryGetValue(key, out node))
                return null;
        }
        return node;
    }

    /// <summary>
    /// Adds an item to a list at the top of the document, behind the last item that is like it; where none is,
    /// behind the last of all. A missing list is created.
    /// </summary>
    /// <param name="key">The key of the list.</param>
    /// <param name="item">The item, in lines of block style.</param>
    /// <param name="flow">The same in flow style, for a list that is written so.</param>
    /// <param name="alike">Tells an item that is like the new one.</param>
    public string AddItem(string key, IReadOnlyList<string> item, string flow, Func<YamlNode, bool> alike)
    {
        string[] block = [$"- {item[0]}", .. item.Skip(1).Select(line => $"  {line}")];
        return At(key) switch
        {
            YamlSequenceNode { Style: SequenceStyle.Flow } list => AddFlow(list, Before(list), flow),
            YamlSequenceNode { Children.Count: > 0 } list => AddLines(
                LastLine(Before(list)!),
                Line((int)list.Children[^1].Start.Line).Split('-')[0],
                block
            ),
            YamlScalarNode empty => AddLines((int)empty.Start.Line, "  ", block),
            _ => AddLines(LineCount, "", [$"{key}:", .. block.Select(line => $"  {line}")]),
        };

        YamlNode? Before(YamlSequenceNode list) => list.LastOrDefault(alike) ?? list.LastOrDefault();
    }

    /// <summary>Adds an entry to a mapping that has some already.</summary>
    public string AddEntry(YamlMappingNode map, string entry) =>
        map.Style == MappingStyle.Flow
            ? AddFlow(map, map.Children.Values.LastOrDefault(), entry)
            : AddLines(
                LastLine(map),
                new string(' ', (int)map.Children.First().Key.Start.Column - 1),
                [entry]
            );

    private int LineCount => _text.Length == 0 ? 0 : _text.TrimEnd('\r', '\n').Split('\n').Length;

    private string Line(int number) => _text.Split('\n')[number - 1];

    private string AddFlow(YamlNode collection, YamlNode? before, string flow) =>
        before is null
            ? _text.Insert((int)collection.Start.Index + 1, flow)
            : _text.Insert(EndOf(before), $", {flow}");

    private string AddLines(int after, string indent, IEnumerable<string> lines)
    {
        var newLine = _text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var added = string.Concat(lines.Select(line => $"{indent}{line}{newLine}"));
        var place = 0;
        for (var line = 0; line < after; line++)
        {
            var end = _text.IndexOf('\n', place);
            if (end < 0)
                return _text + newLine + added;
            place = end + 1;
        }
        return _text.Insert(place, added);
    }

    private int LastLine(YamlNode node) =>
        node switch
        {
            YamlMappingNode { Style: not MappingStyle.Flow, Children.Count: > 0 } map => LastLine(
                map.Children.Last().Value
            ),
            YamlSequenceNode { Style: not SequenceStyle.Flow, Children.Count: > 0 } list => LastLine(
                list.Children[^1]
            ),
            YamlMappingNode or YamlSequenceNode => _text[..EndOf(node)].Count(c => c == '\n') + 1,
            // A block scalar ends at the beginning of the line that follows it.
            _ => (int)node.End.Line - (node.End.Column == 1 && node.End.Line > node.Start.Line ? 1 : 0),
        };

    // The parser keeps where a collection in brackets begins, but not where it ends.
    private int EndOf(YamlNode node)
    {
        var last = node switch
        {
            YamlMappingNode map => map.Children.Values.LastOrDefault(),
            YamlSequenceNode list => list.Children.LastOrDefault(),
            _ => null,
        };
        if (node is YamlScalarNode)
            return (int)node.End.Index;
        var inside = last is null ? (int)node.Start.Index + 1 : EndOf(last);
        return _text.IndexOfAny([']', '}'], inside) + 1;
    }
}
