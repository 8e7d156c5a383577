using System.Security.Cryptography;
using System.Text;

namespace Slipway.Versioning;

/// <summary>
/// A digest of uncommitted changes: of the paths, the content and the executable bit of all changed files as
/// they lie in the
/// working tree. What is staged makes no difference, nor do git's diff settings, nor times.
/// </summary>
internal static class ChangesDigest
{
    /// <summary>Eight hexadecimal digits that stand for the changes.</summary>
    /// <exception cref="VersioningRefusal">A changed file cannot be read.</exception>
    public static async Task<string> OfAsync(
        string root,
        IReadOnlyList<string> changed,
        CancellationToken cancellation
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in changed)
        {
            var content = await ContentAsync(Path.Combine(root, path), cancellation);
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0{content}\0"));
        }
        return Digits(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>
    /// The first eight digits, or the next eight where those would be a number with a leading zero, which is
    /// no valid
    /// identifier of a version (Semantic Versioning 2.0.0, item 9).
    /// </summary>
    internal static string Digits(string hex)
    {
        var at = 0;
        while (at + 16 <= hex.Length && hex[at] == '0' && hex[at..(at + 8)].All(char.IsAsciiDigit))
            at += 8;
        return hex[at..(at + 8)];
    }

    private static async Task<string> ContentAsync(string path, CancellationToken cancellation)
    {
        var file = new FileInfo(path);
        try
        {
            if (file.LinkTarget is { } target)
                return $"link {target}";
            // A submodule, or a repository inside this one: its commit and its own changes.
            if (Directory.Exists(path))
                return $"tree {await TreeAsync(path, cancellation)}";
            if (!file.Exists)
                return "absent";
            await using var stream = file.OpenRead();
            var content = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
            return $"{(IsExecutable(file) ? "program" : "file")} {content}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VersioningRefusal(
                $"A changed file cannot be read: {e.Message}",
                path,
                "Make it readable, or list it in .gitignore if it is not part of the sources."
            );
        }
    }

    private static async Task<string> TreeAsync(string path, CancellationToken cancellation)
    {
        var tree = await WorkingTree.ReadAsync(new Git(path), cancellation);
        return $"{tree.Commit} {await OfAsync(path, tree.Changed, cancellation)}";
    }

    private static bool IsExecutable(FileInfo file) =>
        !OperatingSystem.IsWindows() && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
}
