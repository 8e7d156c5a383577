namespace Nuke.Common.IO;

/// <summary>Puts paths together and takes them apart.</summary>
public static class PathConstruction
{
    private const char UnixSeparator = '/';
    private const char WinSeparator = '\\';

    /// <summary>A rooted right part replaces the left one.</summary>
    public static string Combine(string left, string right, char? separator = null)
    {
        if (string.IsNullOrEmpty(left) || HasPathRoot(right))
            return NormalizePath(right, separator);
        return string.IsNullOrEmpty(right)
            ? NormalizePath(left, separator)
            : NormalizePath(left + (separator ?? SeparatorOf(left)) + right, separator);
    }

    /// <summary>Removes <c>.</c>, <c>..</c>, double and trailing separators.</summary>
    public static string NormalizePath(string path, char? separator = null)
    {
        path ??= "";
        var root = GetPathRoot(path) ?? "";
        var slash = separator ?? SeparatorOf(root.Length > 0 ? root : path);
        var parts = new List<string>();
        foreach (var part in path[root.Length..].Split([UnixSeparator, WinSeparatorOrUnix(slash, root)]))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part == ".." && root.Length > 0)
                throw new ArgumentException($"Cannot normalize '{path}' beyond path root");
            else if (part is not ("" or "."))
                parts.Add(part);
        }

        return root.Replace(UnixSeparator, slash) + string.Join(slash, parts);
    }

    public static bool HasPathRoot(string path) => GetPathRoot(path) != null;

    /// <returns><c>/</c>, <c>C:\</c>, <c>\\server\share\</c> or null.</returns>
    public static string GetPathRoot(string path)
    {
        if (string.IsNullOrEmpty(path))
            return null;
        if (path[0] == UnixSeparator)
            return "/";
        if (path.Length > 1 && char.IsAsciiLetter(path[0]) && path[1] == ':')
            return path[..2] + WinSeparator;
        return path.StartsWith(@"\\", StringComparison.Ordinal) ? @"\\" : null;
    }

    public static string GetRelativePath(string basePath, string destinationPath) =>
        Path.GetRelativePath(basePath, destinationPath);

    public static RelativePath GetRelativePathTo(this AbsolutePath basePath, string destinationPath) =>
        (RelativePath)GetRelativePath(basePath, destinationPath);

    public static UnixRelativePath GetUnixRelativePath(string basePath, string destinationPath) =>
        (UnixRelativePath)GetRelativePath(basePath, destinationPath);

    public static UnixRelativePath GetUnixRelativePathTo(
        this AbsolutePath basePath,
        string destinationPath
    ) => GetUnixRelativePath(basePath, destinationPath);

    public static WinRelativePath GetWinRelativePath(string basePath, string destinationPath) =>
        (WinRelativePath)GetRelativePath(basePath, destinationPath);

    public static WinRelativePath GetWinRelativePathTo(this AbsolutePath basePath, string destinationPath) =>
        GetWinRelativePath(basePath, destinationPath);

    public static UnixRelativePath ToUnixRelativePath(this RelativePath path) =>
        (UnixRelativePath)(string)path;

    public static WinRelativePath ToWinRelativePath(this RelativePath path) => (WinRelativePath)(string)path;

    /// <summary>Whether the destination lies below the base, or is it.</summary>
    public static bool IsDescendantPath(string basePath, string destinationPath)
    {
        var relative = GetRelativePath(basePath, destinationPath);
        return relative != ".."
            && !relative.StartsWith("../", StringComparison.Ordinal)
            && !relative.StartsWith(@"..\", StringComparison.Ordinal)
            && !HasPathRoot(relative);
    }

    public static bool Contains(this AbsolutePath basePath, string destinationPath) =>
        IsDescendantPath(basePath, destinationPath);

    private static char SeparatorOf(string path) =>
        path.StartsWith(UnixSeparator) ? UnixSeparator
        : path.Contains(WinSeparator) ? WinSeparator
        : Path.DirectorySeparatorChar;

    /// <summary>On Unix a backslash is a letter like any other.</summary>
    private static char WinSeparatorOrUnix(char separator, string root) =>
        separator == UnixSeparator && root == "/" ? UnixSeparator : WinSeparator;
}
