using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Targets.Images;

/// <summary>The key that images are signed with, as a file or handed over by CI.</summary>
/// <param name="Folder">What a relative path is relative to.</param>
/// <param name="File">The file of the key; null for none.</param>
/// <param name="Content">The key itself; null for none.</param>
/// <param name="Password">What it is encrypted with; null for nothing.</param>
internal sealed record SigningKeyChoice(string Folder, string? File, string? Content, string? Password)
{
    /// <summary>Reads the key; null where none is given.</summary>
    /// <exception cref="Refusal">Two are given, or it cannot be used.</exception>
    public SigningKey? Read() =>
        (File, Content) switch
        {
            (null, null) => null,
            (null, { } content) => SigningKey.Parse(content, Password, "NUKE_SIGNING_KEY_CONTENT"),
            ({ } file, null) => SigningKey.Parse(Text(file), Password, file),
            _ => throw new TwoSigningKeysException(),
        };

    /// <summary>Shows nothing of the key.</summary>
    public override string ToString() => File ?? nameof(SigningKeyChoice);

    private string Text(string file)
    {
        try
        {
            return System.IO.File.ReadAllText(Path.GetFullPath(file, Folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SigningKeyUnreadableException(file, e);
        }
    }
}

/// <summary>Two keys, and nobody knows which one is meant.</summary>
internal sealed class TwoSigningKeysException()
    : Refusal(
        "there are two keys to sign with, a file and a content",
        "--signing-key and NUKE_SIGNING_KEY_CONTENT",
        "give one of them"
    );

/// <summary>The file of the key is not there, or not for us.</summary>
internal sealed class SigningKeyUnreadableException(string file, Exception why)
    : Refusal(
        why is FileNotFoundException or DirectoryNotFoundException
            ? "there is no such file with a key to sign with"
            : "the file with the key to sign with cannot be read",
        $"--signing-key {file}",
        "name the file of a private key, relative to the repository or absolute"
    );
