using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Nuke.Common.Tooling;

/// <summary>
/// An enumeration whose values are static fields, and which can be extended by a derived type.
/// </summary>
/// <remarks>A derived type names its converter:
/// <c>[TypeConverter(typeof(TypeConverter&lt;Configuration>))]</c>.</remarks>
public abstract class Enumeration
{
    protected string Value { get; set; }

    public static bool operator ==(Enumeration a, Enumeration b) => Equals(a, b);

    public static bool operator !=(Enumeration a, Enumeration b) => !Equals(a, b);

    public override string ToString() => Value;

    public override bool Equals(object obj) =>
        obj is Enumeration other && other.GetType() == GetType() && other.Value == Value;

    public override int GetHashCode() => Value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public class TypeConverter<T> : TypeConverter
        where T : Enumeration
    {
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType) =>
            sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override object ConvertFrom(
            ITypeDescriptorContext context,
            CultureInfo culture,
            object value
        ) =>
            value is string text
                ? typeof(T)
                    .GetFields(BindingFlags.Public | BindingFlags.Static)
                    .Select(x => x.GetValue(obj: null) as T)
                    .FirstOrDefault(x => string.Equals(x?.Value, text, StringComparison.OrdinalIgnoreCase))
                    ?? throw new FormatException($"'{text}' is not a {typeof(T).Name}")
                : base.ConvertFrom(context, culture, value);
    }
}
