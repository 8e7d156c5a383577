using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>
/// Reads the Prometheus text exposition format 0.0.4, and what OpenMetrics 1.0 adds to it: exemplars,
/// fractional timestamps, <c># UNIT</c> and <c># EOF</c>.
/// </summary>
public static partial class PrometheusText
{
    /// <summary>All samples, in the order of the text.</summary>
    /// <exception cref="FormatException">A line is malformed; the message names it.</exception>
    public static IReadOnlyList<MetricSample> Parse(string text)
    {
        var samples = new List<MetricSample>();
        var number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim(" \t");
            if (line is "# EOF")
                break;
            if (!line.IsEmpty && line[0] != '#')
                samples.Add(new Line(line.ToString(), number).Sample());
        }
        return samples;
    }

    private sealed class Line(string text, int number)
    {
        private int _at;

        public MetricSample Sample()
        {
            var name = Name(colons: true);
            var labels = Labels();
            var value = Number(Word("a value"));
            var rest = Word(null);
            if (rest.Length > 0 && rest[0] != '#')
            {
                Number(rest);
                rest = Word(null);
            }
            if (rest.Length > 0 && rest[0] != '#')
                throw Malformed("nothing may follow the timestamp");
            return new MetricSample(name, labels, value);
        }

        private Dictionary<string, string> Labels()
        {
            var labels = new Dictionary<string, string>(StringComparer.Ordinal);
            if (!Next('{'))
                return labels;
            while (!Next('}'))
            {
                var name = Name(colons: false);
                if (!Next('='))
                    throw Malformed("'=' must follow the name of a label");
                if (!labels.TryAdd(name, Quoted(name)))
                    throw Malformed("a label appears twice");
                if (!Next(',') && Peek() != '}')
                    throw Malformed("',' or '}' must follow the value of a label");
            }
            return labels;
        }

        private string Quoted(string label)
        {
            if (!Next('"'))
                throw Malformed("the value of a label must be quoted");
            var value = new StringBuilder();
            for (; _at < text.Length; _at++)
            {
                if (text[_at] == '"')
                {
                    _at++;
                    return value.ToString();
                }
                if (text[_at] != '\\')
                    value.Append(text[_at]);
                else if (++_at < text.Length)
                    value.Append(Escaped(text[_at], label));
            }
            throw Malformed("the value of a label has no closing quote");
        }

        private char Escaped(char character, string label) =>
            character switch
            {
                'n' => '\n',
                '\\' or '"' => character,
                _ => throw Malformed("an escape in the value of a label is unknown"),
            };

        private string Name(bool colons)
        {
            SkipBlanks();
            var start = _at;
            while (_at < text.Length && IsNamePart(text[_at], first: _at == start, colons))
                _at++;
            return _at > start ? text[start.._at] : throw Malformed($"expected a name at column {start + 1}");
        }

        private static bool IsNamePart(char c, bool first, bool colons) =>
            char.IsAsciiLetter(c) || c == '_' || (colons && c == ':') || (!first && char.IsAsciiDigit(c));

        private string Word(string? required)
        {
            SkipBlanks();
            var start = _at;
            while (_at < text.Length && text[_at] is not (' ' or '\t'))
                _at++;
            return _at > start || required is null
                ? text[start.._at]
                : throw Malformed($"{required} is missing");
        }

        private double Number(string word) =>
            word.ToLowerInvariant() switch
            {
                "+inf" or "inf" => double.PositiveInfinity,
                "-inf" => double.NegativeInfinity,
                "nan" => double.NaN,
                _ => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw Malformed("the value is not a number"),
            };

        private char Peek()
        {
            SkipBlanks();
            return _at < text.Length ? text[_at] : '\0';
        }

        private bool Next(char character)
        {
            var found = Peek() == character;
            if (found)
                _at++;
            return found;
        }

        private void SkipBlanks()
        {
            while (_at < text.Length && text[_at] is ' ' or '\t')
                _at++;
        }

        // What answers may be anything, and hold secrets: only the name of what looks like a sample is quoted.
        private FormatException Malformed(string why) =>
            SampleName().Match(text) is { Success: true } sample
                ? new($"Metrics, line {number}: {why} ({sample.Groups["name"].Value}…)")
                : new($"Metrics, line {number}: {why}");
    }

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]{0,79})(\{|[ \t]+[-+0-9.NI])")]
    private static partial Regex SampleName();
}
