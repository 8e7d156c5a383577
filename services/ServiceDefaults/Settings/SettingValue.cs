using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace ServiceDefaults.Settings;

/// <summary>One setting: its text in the configuration and the property that it sets.</summary>
internal sealed class SettingValue(IConfigurationSection section, PropertyInfo property)
{
    private readonly Type _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
    private readonly string? _text = section.Value?.Trim();

    public string Key => property.Name;

    /// <summary>Whether a setting can have this type: string, number, boolean, duration, URL or enumeration.</summary>
    public static bool IsReadable(Type type) =>
        TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    /// <summary>Where a setting is set.</summary>
    public static string WhereToLook(string path) =>
        $"Set it in appsettings.json or as the environment variable {path.Replace(":", "__")}.";

    public void Set(object target)
    {
        if (Parse() is { } value)
            property.SetValue(target, value);
    }

    /// <summary>The error in it, or null. Strings are not quoted: they may be secrets.</summary>
    public string? Mistake()
    {
        var required = property.GetCustomAttribute<RequiredAttribute>() is not null;
        if (string.IsNullOrEmpty(_text))
        {
            if (required)
                return Line($"is missing; it must be {Allowed()}");
            return _text is null || _type == typeof(string)
                ? null
                : Line($"is empty, but must be {Allowed()}");
        }
        var value = Parse();
        return
            value is not null
            && property.GetCustomAttributes<ValidationAttribute>().All(rule => rule.IsValid(value))
            ? null
            : Line($"is '{_text}', but must be {Allowed()}");
    }

    private object? Parse()
    {
        if (string.IsNullOrEmpty(_text))
            return null;
        if (_type == typeof(Uri))
            return Uri.TryCreate(_text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? url
                : null;
        // The converter would accept numbers too.
        if (_type.IsEnum && !Enum.GetNames(_type).Contains(_text, StringComparer.OrdinalIgnoreCase))
            return null;
        try
        {
            return TypeDescriptor.GetConverter(_type).ConvertFromInvariantString(_text);
        }
        catch (Exception e)
            when (e is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return null;
        }
    }

    private string Allowed() =>
        _type == typeof(bool) ? "true or false"
        : _type == typeof(Uri) ? "an absolute http or https URL"
        : _type == typeof(TimeSpan) ? "a duration such as 00:00:02.5"
        : _type == typeof(string) ? "a string"
        : _type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(_type))}"
        : (_type == typeof(int) ? "an integer" : "a number") + Bounds();

    private string Bounds() =>
        property.GetCustomAttribute<RangeAttribute>() is { } range
            ? string.Create(CultureInfo.InvariantCulture, $" from {range.Minimum} to {range.Maximum}")
            : "";

    private string Line(string problem) => $"{section.Path} {problem}. {WhereToLook(section.Path)}";
}
