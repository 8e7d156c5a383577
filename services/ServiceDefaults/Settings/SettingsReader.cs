using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ServiceDefaults.Settings;

/// <summary>
/// Reads settings as what they mean and notes every mistake, so that one failed start names all of them.
/// A wrong setting yields a placeholder; nothing may be built before <see cref="RefuseMistakes"/> returned.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _mistakes = [];

    /// <summary>The base address of an HTTP service.</summary>
    public Uri HttpUrl(string key)
    {
        var valid =
            Uri.TryCreate(Text(key), UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
        return Expect(key, valid, url!, "an absolute http or https URL");
    }

    /// <summary>A number within bounds, both included. The decimal separator is a point.</summary>
    public double Number(string key, double least, double most)
    {
        var valid =
            double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most;
        return Expect(key, valid, number, FormattableString.Invariant($"a number from {least} to {most}"));
    }

    /// <summary>A duration that the setting gives in seconds.</summary>
    public TimeSpan Seconds(string key, double least, double most) =>
        TimeSpan.FromSeconds(Number(key, least, most));

    /// <summary>A duration that the setting gives in milliseconds.</summary>
    public TimeSpan Milliseconds(string key, double least, double most) =>
        TimeSpan.FromMilliseconds(Number(key, least, most));

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Switch(string key) => Expect(key, bool.TryParse(Text(key), out var on), on, "true or false");

    /// <summary>One of the names of an enumeration, upper or lower case.</summary>
    public T OneOf<T>(string key)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        var valid = names.Contains(Text(key), StringComparer.OrdinalIgnoreCase);
        var value = valid ? Enum.Parse<T>(Text(key), ignoreCase: true) : default;
        return Expect(key, valid, value, $"one of {string.Join(", ", names)}");
    }

    /// <summary>A text that may be missing; null where it is, or is empty. It is shown in no
    /// message.</summary>
    public string? Secret(string key) => Text(key) is { Length: > 0 } text ? text : null;

    /// <summary>Notes a mistake that the caller found.</summary>
    public void Mistake(string sentence) => _mistakes.Add(sentence);

    /// <summary>
    /// Refuses settings that are missing, wrong or, below the sections that were read, unknown.
    /// </summary>
    /// <exception cref="InvalidSettingsException">There is at least one such setting.</exception>
    public void RefuseMistakes()
    {
        var sections = _known.Select(ConfigurationPath.GetParentPath).OfType<string>().Distinct();
        var unknown =
            from section in sections
            from child in configuration.GetSection(section).GetChildren()
            where !_known.Contains(child.Path)
            select $"{child.Path} is not a setting; {section} has {KeysOf(section)}. {Places(child.Path)}";
        var mistakes = _mistakes.Concat(unknown).ToArray();
        if (mistakes.Length > 0)
            throw new InvalidSettingsException(mistakes);
    }

    private string Text(string key)
    {
        _known.Add(key);
        return configuration[key]?.Trim() ?? "";
    }

    private T Expect<T>(string key, bool valid, T value, string expected)
    {
        if (valid)
            return value;
        var found = Text(key);
        var problem = found.Length > 0 ? $"is '{found}', but must be" : "is missing; it must be";
        Mistake($"{key} {problem} {expected}. {Places(key)}");
        return value;
    }

    private string KeysOf(string section) =>
        string.Join(
            ", ",
            _known
                .Where(key => key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase))
                .Select(ConfigurationPath.GetSectionKey)
                .Order(StringComparer.Ordinal)
        );

    private static string Places(string key) =>
        $"Look in appsettings.json and the environment variable {key.Replace(":", "__")}.";
}
