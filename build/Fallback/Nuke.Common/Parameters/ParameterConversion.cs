using System.Collections;
using System.ComponentModel;
using System.Globalization;
using Nuke.Common.IO;

namespace Nuke.Common.Parameters;

/// <summary>Converts the text of a parameter to its type.</summary>
internal static class ParameterConversion
{
    /// <param name="name">For the message.</param>
    /// <param name="text">What was given.</param>
    /// <param name="type">A scalar, a nullable, an array or a list type that an array can be assigned
    /// to.</param>
    /// <param name="separator">Splits one text into the elements of a list.</param>
    /// <param name="baseDirectory">What relative paths start from.</param>
    /// <param name="secret">Keeps the value out of the message.</param>
    /// <exception cref="ArgumentException">The text does not fit the type.</exception>
    internal static object Convert(
        string name,
        ParameterText text,
        Type type,
        string separator,
        string baseDirectory,
        bool secret = false
    )
    {
        var element = ElementOf(type);
        if (element == null)
            return ConvertScalar(name, text.Values, type, baseDirectory, secret);

        var values = Split(text, separator);
        var array = Array.CreateInstance(element, values.Length);
        for (var i = 0; i < values.Length; i++)
            array.SetValue(ConvertScalar(name, [values[i]], element, baseDirectory, secret), i);
        return type.IsArray || type.IsInterface ? array : ToList(type, array);
    }

    private static Type ElementOf(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();
        return type != typeof(string) && type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable))
            ? type.GetGenericArguments()[0]
            : null;
    }

    private static IList ToList(Type type, Array elements)
    {
        var list = (IList)Activator.CreateInstance(type);
        foreach (var element in elements)
            list.Add(element);
        return list;
    }

    /// <summary>Command-line words are separate already; a variable holds all in one string.</summary>
    private static string[] Split(ParameterText text, string separator)
    {
        if (string.IsNullOrEmpty(separator))
            separator = text.Origin == ParameterOrigin.Environment ? " " : null;
        return separator == null
            ? text.Values
            : [.. text.Values.SelectMany(x => x.Split(separator, StringSplitOptions.RemoveEmptyEntries))];
    }

    private static object ConvertScalar(
        string name,
        string[] values,
        Type type,
        string baseDirectory,
        bool secret
    )
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (values.Length == 0)
            return plain == typeof(bool) ? true : null;
        try
        {
            if (values.Length == 1)
                return ConvertValue(values[0], plain, baseDirectory);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The converter's message names neither parameter nor type, and might contain a secret.
        }

        throw new ArgumentException(
            $"Resolving argument '{name}' failed.{Environment.NewLine}"
                + (secret ? "The value" : $"Value '{string.Join(' ', values)}'")
                + $" could not be converted to '{TypeName(type)}'"
        );
    }

    private static object ConvertValue(string value, Type type, string baseDirectory)
    {
        if (type == typeof(string) || type == typeof(object))
            return value;
        if (type == typeof(bool))
            return bool.Parse(value);
        if (type == typeof(int))
            return int.Parse(value, NumberStyles.Integer, CultureInfo.InvariantCulture);
        if (type == typeof(AbsolutePath))
            return AbsolutePath.Create(Path.Combine(baseDirectory, value));
        if (type.IsEnum)
            return
                Enum.Parse(type, value.Replace("-", ""), ignoreCase: true) is var parsed
                && (Enum.IsDefined(type, parsed) || type.IsDefined(typeof(FlagsAttribute), inherit: false))
                ? parsed
                : throw new FormatException();
        return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
    }

    private static string TypeName(Type type) =>
        Nullable.GetUnderlyingType(type) is { } plain ? TypeName(plain) + "?"
        : type == typeof(int) ? "int"
        : type == typeof(bool) ? "bool"
        : type == typeof(string) ? "string"
        : type.Name;
}
