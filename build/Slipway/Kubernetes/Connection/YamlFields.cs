using Slipway.Yaml;

namespace Slipway.Kubernetes.Connection;

/// <summary>
/// A mapping of a file that a program wrote: what is missing, null or empty counts as absent, and unknown keys are
/// ignored. A value of the wrong kind is a mistake.
/// </summary>
internal sealed class YamlFields(IReadOnlyList<YamlEntry> entries, ValidationErrors errors)
{
    public bool Has(string key) => Find(key) is not null;

    public string? Text(string key) =>
        Find(key) switch
        {
            null or YamlText { Value: "" } => null,
            YamlText text => text.Value,
            var other => Wrong<string>(key, other, "a string"),
        };

    public bool Flag(string key) =>
        Find(key) switch
        {
            null => false,
            YamlText text when bool.TryParse(text.Value, out var flag) => flag,
            var other => Wrong<object>(key, other, "true or false") is not null,
        };

    public YamlFields Map(string key) => Fields(key, Find(key)) ?? new YamlFields([], errors);

    public IReadOnlyList<YamlFields> Maps(string key) =>
        [.. Items(key).Select(item => Fields(key, item)).OfType<YamlFields>()];

    public IReadOnlyList<string> Texts(string key) =>
        [
            .. Items(key)
                .Select(item =>
                    item is YamlText text ? text.Value : Wrong<string>(key, item, "a list of strings")
                )
                .OfType<string>(),
        ];

    private YamlFields? Fields(string key, YamlValue? value) =>
        value switch
        {
            null => null,
            YamlMap map => new YamlFields(map.Entries, errors),
            _ => Wrong<YamlFields>(key, value, "a mapping"),
        };

    private IReadOnlyList<YamlValue> Items(string key) =>
        Find(key) switch
        {
            null => [],
            YamlList list => list.Items,
            var other => Wrong<IReadOnlyList<YamlValue>>(key, other, "a list") ?? [],
        };

    private YamlValue? Find(string key) =>
        entries.FirstOrDefault(entry => entry.Key.Value == key)?.Value is { } value
        && value is not YamlText { IsNull: true }
            ? value
            : null;

    private T? Wrong<T>(string key, YamlValue value, string expected)
        where T : class
    {
        errors.Add(
            value.Place,
            $"'{key}' must be {expected}; found {(value is YamlText ? "a string" : value.Kind)}."
        );
        return null;
    }
}
