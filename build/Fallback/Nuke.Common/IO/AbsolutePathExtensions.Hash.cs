using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Nuke.Common.IO;

[SuppressMessage("Security", "CA5351", Justification = "Tells changed files apart, protects nothing")]
public static partial class AbsolutePathExtensions
{
    /// <summary>MD5 of the content, in lower-case hex.</summary>
    public static string GetFileHash(this AbsolutePath path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(MD5.HashData(stream));
    }

    /// <summary>One hash over the names and contents of all files below a folder.</summary>
    public static string GetDirectoryHash(
        this AbsolutePath path,
        Func<AbsolutePath, bool> includeFile = null
    ) =>
        path.GetFiles(depth: int.MaxValue)
            .Where(x => includeFile?.Invoke(x) is not false)
            .GetFileSetHash(path);

    /// <summary>One hash over the names, relative to the base, and contents of those files.</summary>
    public static string GetFileSetHash(this IEnumerable<AbsolutePath> paths, string baseDirectory)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var path in paths.OrderBy(x => x.ToString(), StringComparer.Ordinal))
        {
            string name = PathConstruction.GetUnixRelativePath(baseDirectory, path);
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(path.ReadAllBytes());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
