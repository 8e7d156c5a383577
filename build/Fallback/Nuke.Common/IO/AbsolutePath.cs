using System.ComponentModel;
using System.Globalization;

namespace Nuke.Common.IO;

/// <summary>
/// A rooted, normalized path that is built with <c>/</c>: <c>RootDirectory / "src" / "app.cs"</c>.
/// </summary>
[TypeConverter(typeof(TypeConverter))]
public class AbsolutePath : IAbsolutePathHolder, IFormattable
{
    public const string DoubleQuote = "dq";
    public const string DoubleQuoteIfNeeded = "dn";
    public const string SingleQuote = "sq";
    public const string SingleQuoteIfNeeded = "sn";
    public const string NoQuotes = "nq";

    private readonly string _path;

    private AbsolutePath(string path) => _path = PathConstruction.NormalizePath(path);

    AbsolutePath IAbsolutePathHolder.Path => this;

    public string Name => System.IO.Path.GetFileName(_path);

    public string NameWithoutExtension => System.IO.Path.GetFileNameWithoutExtension(_path);

    /// <summary>With its dot; empty where there is none.</summary>
    public string Extension => System.IO.Path.GetExtension(_path);

    /// <summary>Null for a root.</summary>
    public AbsolutePath Parent =>
        System.IO.Path.GetDirectoryName(_path) is { } parent ? new AbsolutePath(parent) : null;

    private static StringComparison Comparison =>
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <exception cref="ArgumentException">The path is not rooted.</exception>
    public static AbsolutePath Create(string path) =>
        PathConstruction.HasPathRoot(path)
            ? new AbsolutePath(path)
            : throw new ArgumentException($"Path '{path}' must be rooted");

    public static implicit operator AbsolutePath(string path) => path is null ? null : Create(path);

    public static implicit operator string(AbsolutePath path) => path?._path;

    public static AbsolutePath operator /(AbsolutePath left, string right) =>
        new(PathConstruction.Combine(left._path, right));

    /// <summary><c>path / ..</c> is the parent.</summary>
    public static AbsolutePath operator /(AbsolutePath left, Range range) =>
        range.Equals(Range.All) ? left.Parent : throw new ArgumentException("Only '..' can follow the slash");

    public static AbsolutePath operator +(AbsolutePath left, string right) => new(left._path + right);

    public static bool operator ==(AbsolutePath a, AbsolutePath b) =>
        a is null ? b is null : a.Equals((object)b);

    public static bool operator !=(AbsolutePath a, AbsolutePath b) => !(a == b);

    public override bool Equals(object obj) => obj is AbsolutePath other && Equals(other);

    public override int GetHashCode() => _path.GetHashCode(Comparison);

    public override string ToString() => _path;

    public string ToString(string format) => ((IFormattable)this).ToString(format, formatProvider: null);

    string IFormattable.ToString(string format, IFormatProvider formatProvider)
    {
        var needed = _path.Contains(' ');
        return format switch
        {
            DoubleQuote => $"\"{_path}\"",
            DoubleQuoteIfNeeded => needed ? $"\"{_path}\"" : _path,
            SingleQuote => $"'{_path}'",
            SingleQuoteIfNeeded => needed ? $"'{_path}'" : _path,
            null or "" or NoQuotes => _path,
            _ => throw new ArgumentException($"Format '{format}' is unknown"),
        };
    }

    protected bool Equals(AbsolutePath other) => string.Equals(_path, other?._path, Comparison);

    internal sealed class TypeConverter : System.ComponentModel.TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType) =>
            sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override object ConvertFrom(
            ITypeDescriptorContext context,
            CultureInfo culture,
            object value
        ) =>
            value is string text
                ? Create(PathConstruction.Combine(EnvironmentInfo.WorkingDirectory, text))
                : base.ConvertFrom(context, culture, value);
    }
}
