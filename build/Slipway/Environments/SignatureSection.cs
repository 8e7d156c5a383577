using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Environments;

/// <summary>The keys for image signatures: <c>signed</c> and <c>publicKey</c>.</summary>
internal static class SignatureSection
{
    /// <summary>The key to trust; null where signatures are not required, or the keys are invalid.</summary>
    /// <param name="file">The environment's file.</param>
    /// <param name="overlay">Its folder, which a path is relative to before the repository.</param>
    /// <param name="repositoryRoot">The repository.</param>
    public static PublicKey? Read(Section file, string overlay, string repositoryRoot)
    {
        var signed = file.Switch("signed");
        var path = file.Text("publicKey");
        if (signed == true)
            file.Missing(
                "publicKey",
                "the key that images must be signed with, for example 'publicKey: cosign.pub'"
            );
        if (path is null)
            return null;
        if (signed is null && !file.Has("signed"))
            file.Wrong("publicKey", "'publicKey' has no effect without 'signed: true'.");
        var key = KeyIn(path, file, overlay, repositoryRoot);
        return signed == true ? key : null;
    }

    private static PublicKey? KeyIn(string path, Section file, string overlay, string repositoryRoot)
    {
        if (Find(path, overlay, repositoryRoot) is not { } found)
        {
            file.Wrong("publicKey", $"There is no file '{path}' next to this file or in the repository.");
            return null;
        }
        try
        {
            return PublicKey.Parse(File.ReadAllText(found));
        }
        catch (FormatException e)
        {
            file.Wrong("publicKey", $"'{path}' {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file.Wrong("publicKey", $"'{path}' cannot be read: {e.Message}");
        }
        return null;
    }

    // A key from outside would differ on every machine.
    private static string? Find(string path, string overlay, string repositoryRoot)
    {
        var root = Path.GetFullPath(repositoryRoot) + Path.DirectorySeparatorChar;
        return Path.IsPathRooted(path)
            ? null
            : new[] { overlay, repositoryRoot }
                .Select(folder => Path.GetFullPath(Path.Combine(folder, path)))
                .FirstOrDefault(full => full.StartsWith(root, StringComparison.Ordinal) && File.Exists(full));
    }
}
