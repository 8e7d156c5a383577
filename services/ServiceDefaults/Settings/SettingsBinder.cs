using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace ServiceDefaults.Settings;

/// <summary>Reads a section of the configuration into an object, and objects within it.</summary>
internal static class SettingsBinder
{
    /// <summary>Sets the properties that the section has a usable value for; the others stay as they are.</summary>
    public static void Bind(IConfigurationSection section, object target)
    {
        foreach (var (property, nested) in Nested(target))
            Bind(section.GetSection(property.Name), nested);
        foreach (var value in Values(section, target))
            value.Set(target);
    }

    /// <summary>Errors in a section, one per line.</summary>
    public static IReadOnlyList<string> Mistakes(IConfigurationSection section, object target) =>
        [
            .. Values(section, target).Select(value => value.Mistake()).OfType<string>(),
            .. UnknownKeys(section, target),
            .. Nested(target)
                .SelectMany(inner => Mistakes(section.GetSection(inner.Property.Name), inner.Value)),
        ];

    private static IEnumerable<SettingValue> Values(IConfigurationSection section, object target) =>
        target
            .GetType()
            .GetProperties()
            .Where(property => property.CanWrite && SettingValue.IsReadable(property.PropertyType))
            .Select(property => new SettingValue(section.GetSection(property.Name), property));

    private static IEnumerable<(PropertyInfo Property, object Value)> Nested(object target) =>
        from property in target.GetType().GetProperties()
        where property.PropertyType.IsClass && !SettingValue.IsReadable(property.PropertyType)
        where !property.PropertyType.IsAssignableTo(typeof(Delegate))
        let value = property.GetValue(target)
        where value is not null
        select (property, value);

    private static IEnumerable<string> UnknownKeys(IConfigurationSection section, object target)
    {
        var known = Values(section, target)
            .Select(value => value.Key)
            .Concat(Nested(target).Select(inner => inner.Property.Name))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return from child in section.GetChildren()
            where !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
            select $"{child.Path} is not a setting; {section.Path} has {string.Join(", ", known)}. "
                + SettingValue.WhereToLook(child.Path);
    }
}
