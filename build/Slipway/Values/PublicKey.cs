using System.Security.Cryptography;

namespace Slipway.Values;

/// <summary>
/// Verifies signatures: a public key on the curve P-256 (ECDSA, FIPS 186-5), as <c>cosign.pub</c> holds it.
/// </summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    private readonly byte[] _info;

    private PublicKey(byte[] info) => _info = info;

    /// <summary>The digest of the key (of its SubjectPublicKeyInfo), which tells keys apart.</summary>
    public Digest Fingerprint => Digest.Of(_info);

    /// <summary>The key of an algorithm object.</summary>
    internal static PublicKey Of(ECDsa key) => new(key.ExportSubjectPublicKeyInfo());

    /// <summary>Reads a key in PEM form (RFC 7468, <c>PUBLIC KEY</c>).</summary>
    /// <exception cref="FormatException">
    /// The text is not such a key; the message is the end of a sentence that starts with its name.
    /// </exception>
    public static PublicKey Parse(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields))
            throw new FormatException("has no key in PEM format ('-----BEGIN PUBLIC KEY-----').");
        var label = pem[fields.Label];
        if (label.Contains("PRIVATE", StringComparison.Ordinal))
            throw new FormatException("has a private key, which does not belong here; use the public one.");
        if (label != "PUBLIC KEY")
            throw new FormatException($"has a '{label}', not a 'PUBLIC KEY'.");
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(pem[fields.Base64Data]), out _);
        }
        catch (CryptographicException)
        {
            throw new FormatException("has a key that is not for ECDSA.");
        }
        catch (PlatformNotSupportedException)
        {
            // Not even the platform knows the curve.
            throw OtherCurve();
        }
        return IsP256(key) ? Of(key) : throw OtherCurve();
    }

    /// <summary>
    /// Whether this is a signature (DER) of the data, over its SHA-256, by this key's owner.
    /// </summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_info, out _);
        try
        {
            return key.VerifyData(
                data,
                signature,
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence
            );
        }
        catch (CryptographicException)
        {
            // Not even the form of a signature, on some platforms.
            return false;
        }
    }

    /// <inheritdoc />
    public bool Equals(PublicKey? other) => other is not null && _info.AsSpan().SequenceEqual(other._info);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc />
    public override int GetHashCode() => Fingerprint.GetHashCode();

    private static FormatException OtherCurve() => new("has a key that is not on the curve P-256.");

    internal static bool IsP256(ECDsa key) =>
        key.ExportParameters(includePrivateParameters: false).Curve.Oid is { } curve
        && (curve.Value == "1.2.840.10045.3.1.7" || curve.FriendlyName is "nistP256" or "ECDSA_P256");
}
