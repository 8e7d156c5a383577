using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Targets.Images;

/// <summary>The key that images are signed with, from a file or from CI.</summary>
/// <param name="Folder">What a relative path is relative to.</param>
/// <param name="File">The file of the key; null for none.</param>
/// <param name="Content">The key itself; null for none.</param>
/// <param name="Password">Its password; null if it is not encrypted.</param>
internal sealed record SigningKeyChoice(string Folder, string? File, string? Content, string? Password)
{
    /// <summary>Reads the key; null if none is given.</summary>
    /// <exception cref="Refusal">Two are given, or it cannot be used.</exception>
    public SigningKey? Read() =>
        (File, Content) switch
        {
            (null, null) => null,
            (null, { } content) => SigningKey.Parse(content, Password, "NUKE_SIGNING_KEY_CONTENT"),
            ({ } file, null) => SigningKey.Parse(Text(file), Password, file),
            _ => throw new TwoSigningKeysException(),
        };

    /// <summary>Reveals nothing of the key.</summary>
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

/// <summary>Two keys are set.</summary>
internal sealed class TwoSigningKeysException()
    : Refusal(
        "two signing keys are set, a file and its content",
        "--signing-key and NUKE_SIGNING_KEY_CONTENT",
        "set only one of them"
    );

/// <summary>The key file is missing or unreadable.</summary>
internal sealed class SigningKeyUnreadableException(string file, Exception why)
    : Refusal(
        why is FileNotFoundException or DirectoryNotFoundException
            ? "the signing key file does not exist"
            : "the signing key file cannot be read",
        $"--signing-key {file}",
        "pass the path of a private key file, absolute or relative to the repository"
    );
