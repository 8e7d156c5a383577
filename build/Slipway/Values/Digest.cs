using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Slipway.Values;

/// <summary>
/// A content digest, <c>sha256:</c> and 64 lower-case hexadecimal digits (OCI image-spec, descriptor
/// digests).
/// </summary>
public readonly partial record struct Digest
{
    private readonly string? _text;

    private Digest(string text) => _text = text;

    /// <summary>The 64 hexadecimal digits without the algorithm.</summary>
    public string Hex => ToString()["sha256:".Length..];

    /// <summary>The first twelve hexadecimal digits, enough to distinguish two images on a screen.</summary>
    public string Short => Hex[..12];

    /// <summary>Reads a digest.</summary>
    /// <exception cref="FormatException">The text is not a sha256 digest.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest)
            ? digest
            : throw new FormatException(
                $"'{text}' is not a digest; expected 'sha256:' and 64 hexadecimal digits."
            );

    /// <summary>Reads a digest; false when the text is not one.</summary>
    public static bool TryParse(string? text, out Digest digest)
    {
        var valid = text is not null && Form().IsMatch(text);
        digest = valid ? new Digest(text!) : default;
        return valid;
    }

    /// <summary>The digest of some bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> content) => FromHash(SHA256.HashData(content));

    /// <summary>The digest for a SHA-256 hash that was computed elsewhere (32 bytes).</summary>
    public static Digest FromHash(ReadOnlySpan<byte> hash) => new("sha256:" + Convert.ToHexStringLower(hash));

    /// <summary>The text form, <c>sha256:…</c>.</summary>
    /// <exception cref="InvalidOperationException">
    /// This is the default value, which stands for no digest.
    /// </exception>
    public override string ToString() => _text ?? throw new InvalidOperationException("No digest was set.");

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z")]
    private static partial Regex Form();
}
