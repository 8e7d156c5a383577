namespace Nuke.Common.IO;

/// <summary>A path without a root.</summary>
public class RelativePath
{
    private readonly string _path;
    private readonly char? _separator;

    protected RelativePath(string path, char? separator = null)
    {
        if (PathConstruction.HasPathRoot(path))
            throw new ArgumentException($"Path '{path}' must not be rooted");
        (_path, _separator) = (PathConstruction.NormalizePath(path, separator), separator);
    }

    public static explicit operator RelativePath(string path) => path is null ? null : new(path);

    public static implicit operator string(RelativePath path) => path?._path;

    public static RelativePath operator /(RelativePath left, string right) =>
        new(PathConstruction.Combine(left._path, right, left._separator), left._separator);

    /// <summary><c>path / ..</c> is the parent.</summary>
    public static RelativePath operator /(RelativePath left, Range range) =>
        range.Equals(Range.All) ? left / ".." : throw new ArgumentException("Only '..' can follow the slash");

    public static RelativePath operator +(RelativePath left, string right) =>
        new(left._path + right, left._separator);

    public override string ToString() => _path;
}
