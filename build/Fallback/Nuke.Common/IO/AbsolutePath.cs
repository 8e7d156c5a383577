using System.ComponentModel;
using System.Globalization;

namespace Nuke.Common.IO;

/// <summary>
/// A rooted, normalized path that is built with <c>/</c>: <c>RootDirectory / "src" / "app.cs"</c>.
/// </summary>
[TypeConverter(typeof(TypeConverter))]
public class AbsolutePath
{
    private readonly string _path;

    private AbsolutePath(string path)
    {
        var full = Path.GetFullPath(path);
        _path = full == Path.GetPathRoot(full) ? full : Path.TrimEndingDirectorySeparator(full);
    }

    /// <summary>The last part.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>The last part without its extension.</summary>
    public string NameWithoutExtension => Path.GetFileNameWithoutExtension(_path);

    /// <summary>The extension with its dot; empty if there is none.</summary>
    public string Extension => Path.GetExtension(_path);

    /// <summary>The folder that contains this path; null for a root.</summary>
    public AbsolutePath Parent =>
        Path.GetDirectoryName(_path) is { } parent ? new AbsolutePath(parent) : null;

    private static StringComparison Comparison =>
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Makes a path of text.</summary>
    /// <exception cref="ArgumentException">The path is not rooted.</exception>
    public static AbsolutePath Create(string path) =>
        Path.IsPathFullyQualified(path)
            ? new AbsolutePath(path)
            : throw new ArgumentException($"Path '{path}' must be rooted");

    /// <summary>Like <see cref="Create"/>, but null for null.</summary>
    public static implicit operator AbsolutePath(string path) => path is null ? null : Create(path);

    /// <summary>The text of the path; null for null.</summary>
    public static implicit operator string(AbsolutePath path) => path?._path;

    /// <summary>Appends a part; a rooted one replaces the path.</summary>
    public static AbsolutePath operator /(AbsolutePath left, string right) =>
        new(Path.Combine(left._path, right));

    /// <summary><c>path / ..</c> is the parent.</summary>
    public static AbsolutePath operator /(AbsolutePath left, Range range) =>
        range.Equals(Range.All) ? left.Parent : throw new ArgumentException("Only '..' can follow the slash");

    /// <summary>Appends to the last part.</summary>
    public static AbsolutePath operator +(AbsolutePath left, string right) => new(left._path + right);

    /// <summary>Whether both name the same file; ignores case on Windows.</summary>
    public static bool operator ==(AbsolutePath a, AbsolutePath b) =>
        a is null ? b is null : a.Equals((object)b);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(AbsolutePath a, AbsolutePath b) => !(a == b);

    /// <inheritdoc />
    public override bool Equals(object obj) => obj is AbsolutePath other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _path.GetHashCode(Comparison);

    /// <inheritdoc />
    public override string ToString() => _path;

    /// <summary>Whether both name the same file.</summary>
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
            value is string text ? Create(Path.GetFullPath(text)) : base.ConvertFrom(context, culture, value);
    }
}
