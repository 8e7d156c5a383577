using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Slipway.Formats;

/// <summary>
/// The events of a YAML text that somebody else wrote. Whatever is wrong with it is a <see cref="YamlException"/> with a
/// place: YamlDotNet's own parser fails in other ways too where a text breaks off, and does not limit how deeply a text
/// is nested, so that whoever reads it may run out of stack.
/// </summary>
public sealed class YamlParser : IParser
{
    /// <summary>How deeply lists and mappings may be nested, as in a JSON reader by default.</summary>
    public const int Deepest = 64;

    private readonly Parser _parser;
    private readonly Stack<Collection> _open = [];
    private readonly HashSet<AnchorName> _collections = [];
    private Mark _place = Mark.Empty;
    private bool _ended;

    private readonly int _length;

    /// <summary>Reads a text.</summary>
    /// <exception cref="YamlException">It has a NUL, which YAML forbids and the parser takes for the end.</exception>
    public YamlParser(string text)
    {
        if (text.IndexOf('\0') is >= 0 and var nul)
        {
            var before = text[..nul];
            var line = before.Count(c => c == '\n') + 1;
            var place = new Mark(nul, line, nul - before.LastIndexOf('\n'));
            throw new SyntaxErrorException(place, place, "the character NUL is not allowed");
        }
        _length = text.TrimEnd().Length;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The documents of a text, as nodes.</summary>
    /// <exception cref="YamlException">The text is not YAML, or not what a <see cref="YamlParser"/> accepts.</exception>
    public static YamlStream Load(string text)
    {
        var parser = new YamlParser(text);
        var stream = new YamlStream();
        try
        {
            stream.Load(parser);
            return stream;
        }
        // Thrown by nodes that begin with the end of something else.
        catch (Exception e) when (e is not (YamlException or OutOfMemoryException))
        {
            throw new SyntaxErrorException(parser._place, parser._place, "a value is missing here");
        }
    }

    /// <inheritdoc />
    public ParsingEvent? Current => _ended ? null : _parser.Current;

    /// <inheritdoc />
    /// <exception cref="YamlException">The text is not YAML, is nested too deeply, or has a key that is not a string.</exception>
    public bool MoveNext()
    {
        if (_ended)
            return false;
        if (_parser.Current is StreamEnd)
            return !(_ended = true);
        if (!Advance() || _parser.Current is not { } current)
            throw BrokenOff();
        _place = current.End;
        Follow(current);
        return true;
    }

    private bool Advance()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (YamlException e)
        {
            // At the end of the text, what was not closed says more.
            if (e.End.Index >= _length && _open.Any(collection => collection.IsFlow))
                throw BrokenOff();
            throw;
        }
        // Parser and scanner of YamlDotNet throw what their collections and conversions throw.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw BrokenOff();
        }
    }

    private YamlException BrokenOff() =>
        _open.FirstOrDefault(collection => collection.IsFlow) is { } inner
            ? new SyntaxErrorException(
                inner.Start,
                inner.Start,
                $"the {(inner.IsMap ? "mapping" : "list")} that begins here is not closed with "
                    + $"'{(inner.IsMap ? '}' : ']')}'"
            )
            : new SyntaxErrorException(_place, _place, "what follows here is not YAML");

    private void Follow(ParsingEvent current)
    {
        switch (current)
        {
            case DocumentStart:
                _collections.Clear();
                break;
            case MappingEnd or SequenceEnd:
                _open.Pop();
                break;
            case AnchorAlias alias:
                Count(alias, _collections.Contains(alias.Value));
                break;
            case Scalar scalar:
                Count(scalar, isCollection: false);
                _collections.Remove(scalar.Anchor);
                break;
            case MappingStart map:
                Open(map, isMap: true, map.Style == MappingStyle.Flow);
                break;
            case SequenceStart list:
                Open(list, isMap: false, list.Style == SequenceStyle.Flow);
                break;
        }
    }

    private void Open(NodeEvent start, bool isMap, bool isFlow)
    {
        Count(start, isCollection: true);
        if (_open.Count == Deepest)
            throw new SemanticErrorException(
                start.Start,
                start.End,
                $"nested more than {Deepest} levels deep"
            );
        _open.Push(new Collection(isMap, isFlow, start.Start));
        if (!start.Anchor.IsEmpty)
            _collections.Add(start.Anchor);
    }

    // A mapping's children are keys and values in turn. To compare keys that are collections takes as long as their
    // aliases multiply them.
    private void Count(ParsingEvent node, bool isCollection)
    {
        if (!_open.TryPeek(out var parent) || !parent.IsMap)
            return;
        if (parent.Children++ % 2 == 0 && isCollection)
            throw new SemanticErrorException(node.Start, node.End, "a key must be a string");
    }

    private sealed class Collection(bool isMap, bool isFlow, Mark start)
    {
        public bool IsMap { get; } = isMap;
        public bool IsFlow { get; } = isFlow;
        public Mark Start { get; } = start;
        public int Children { get; set; }
    }
}
