using System.Globalization;
using Slipway.Formats;
using Slipway.Values;

namespace Slipway.Yaml;

/// <summary>
/// A mapping that is read key by key. Each reading method returns null where the key is missing or its value
/// is wrong; the latter is noted as a mistake. Asking for a key makes it known; <see cref="End"/> reports
/// those that are unknown.
/// </summary>
internal sealed class Section(YamlMap map, string path, ValidationErrors mistakes)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly bool _readable = true;

    private Section(ValidationErrors mistakes)
        : this(new YamlMap(new SourceLocation(1, 1), []), "", mistakes) => _readable = false;

    public SourceLocation Place => map.Place;

    /// <summary>
    /// A section of a file that could not be parsed: reports nothing else until that is fixed.
    /// </summary>
    public static Section Unreadable(ValidationErrors mistakes) => new(mistakes);

    /// <summary>
    /// All keys and their values, for mappings whose keys are names; every key is known by that.
    /// </summary>
    public IReadOnlyList<YamlEntry> Entries()
    {
        _known.UnionWith(map.Entries.Select(entry => entry.Key.Value));
        return map.Entries;
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Where the key is written, else where the mapping begins.</summary>
    public SourceLocation PlaceOf(string key) => Find(key)?.Value.Place ?? map.Place;

    public void Wrong(string key, string sentence) => mistakes.Add(PlaceOf(key), sentence);

    /// <summary>Reports a missing required key.</summary>
    public void Missing(string key, string hint)
    {
        if (_readable && !Has(key))
            mistakes.Add(map.Place, $"Missing key '{Path(key)}': {hint}.");
    }

    public string? Text(string key)
    {
        if (Find(key)?.Value is not { } value)
            return null;
        if (value is YamlText { IsNull: false, Value.Length: > 0 } text)
            return text.Value;
        mistakes.Add(value.Place, $"'{Path(key)}' must be a string, found {value.Kind}.");
        return null;
    }

    public bool? Switch(string key) =>
        Parse<bool>(key, "true or false", text => bool.TryParse(text, out var on) ? on : null);

    public int? WholeNumber(string key, int least, int most) =>
        Parse<int>(key, $"a whole number from {least} to {most}", text =>
            int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
                ? number
                : null
        );

    /// <summary>A number above <paramref name="above"/> and at most <paramref name="most"/>.</summary>
    public double? Number(string key, double above, double most) =>
        Parse<double>(
            key,
            string.Create(CultureInfo.InvariantCulture, $"a number above {above} and at most {most}"),
            text =>
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number > above
                && number <= most
                    ? number
                    : null
        );

    /// <summary>A duration, both bounds included.</summary>
    public TimeSpan? Time(string key, TimeSpan least, TimeSpan most) =>
        Parse<TimeSpan>(
            key,
            $"a duration from {Duration.Format(least)} to {Duration.Format(most)}, for example 90s or 3m",
            text => Duration.TryParse(text, out var time) && time >= least && time <= most ? time : null,
            quoted: true
        );

    /// <summary>One of an enumeration's values, written in lower case.</summary>
    public T? Choice<T>(string key)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).ToArray();
        return Parse<T>(
            key,
            $"one of {string.Join(", ", names)}",
            text => names.Contains(text) ? Enum.Parse<T>(text, ignoreCase: true) : null,
            quoted: true
        );
    }

    public IReadOnlyList<YamlText>? Texts(string key)
    {
        if (Find(key)?.Value is not { } value)
            return null;
        if (value is YamlList list && list.Items.All(item => item is YamlText { IsNull: false }))
            return [.. list.Items.Cast<YamlText>()];
        mistakes.Add(value.Place, $"'{Path(key)}' must be a list of plain values, found {value.Kind}.");
        return null;
    }

    public IReadOnlyList<Section>? Maps(string key)
    {
        if (Find(key)?.Value is not { } value)
            return null;
        if (value is YamlList list && list.Items.All(item => item is YamlMap))
            return
            [
                .. list.Items.Select((item, i) => new Section((YamlMap)item, $"{Path(key)}[{i}]", mistakes)),
            ];
        mistakes.Add(value.Place, $"'{Path(key)}' must be a list of mappings, found {value.Kind}.");
        return null;
    }

    public Section? Map(string key)
    {
        if (Find(key)?.Value is not { } value)
            return null;
        if (value is YamlMap inner)
            return new Section(inner, Path(key), mistakes);
        mistakes.Add(value.Place, $"'{Path(key)}' must be a mapping, found {value.Kind}.");
        return null;
    }

    /// <summary>Reports every unknown key.</summary>
    public void End()
    {
        foreach (var key in map.Entries.Select(entry => entry.Key).Where(key => !_known.Contains(key.Value)))
        {
            var next = Suggestion.Phrase(key.Value, _known);
            if (next.Length == 0)
                next = $" Known here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.";
            mistakes.Add(key.Place, $"Unknown key '{Path(key.Value)}'.{next}");
        }
    }

    private string Path(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private YamlEntry? Find(string key)
    {
        _known.Add(key);
        return map.Entries.FirstOrDefault(entry => entry.Key.Value == key);
    }

    private T? Parse<T>(string key, string expected, Func<string, T?> parse, bool quoted = false)
        where T : struct
    {
        if (Find(key)?.Value is not { } value)
            return null;
        var parsed = value is YamlText text && (text.Plain || quoted) ? parse(text.Value) : null;
        if (parsed is null)
            mistakes.Add(value.Place, $"'{Path(key)}' must be {expected}; found {value.Kind}.");
        return parsed;
    }
}
