using System.Text;

namespace Slipway.Values;

/// <summary>
/// Reads lines for people and cuts those that are longer than anybody reads, so that one that never ends takes no memory.
/// </summary>
/// <param name="source">Where the lines come from.</param>
/// <param name="longest">How many characters of a line are kept.</param>
public sealed class BoundedLines(TextReader source, int longest = 64 * 1024)
{
    private readonly char[] _buffer = new char[4096];
    private int _at;
    private int _filled;

    /// <summary>The next line, cut where it is too long; null at the end.</summary>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var any = false;
        while (true)
        {
            if (_at == _filled)
            {
                _filled = await source.ReadAsync(_buffer.AsMemory(), cancellation).ConfigureAwait(false);
                _at = 0;
                if (_filled == 0)
                    return any ? Text(line) : null;
            }
            any = true;
            var rest = _buffer.AsSpan(_at, _filled - _at);
            var end = rest.IndexOf('\n');
            var part = end < 0 ? rest : rest[..end];
            line.Append(part[..Math.Min(part.Length, longest - line.Length)]);
            _at += part.Length + (end < 0 ? 0 : 1);
            if (end >= 0)
                return Text(line);
        }
    }

    private static string Text(StringBuilder line) =>
        line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();
}
