using System.Security.Cryptography;
using Slipway.Values;

namespace Slipway.SupplyChain.Signing;

/// <summary>
/// Signs images: a private key on the curve P-256. What went wrong with it never tells anything of its
/// content.
/// </summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    private SigningKey(ECDsa key) => (_key, Public) = (key, PublicKey.Of(key));

    /// <summary>What verifies its signatures.</summary>
    public PublicKey Public { get; }

    /// <summary>Reads a key in PEM form: PKCS#8, plain or encrypted with a password (RFC 5958).</summary>
    /// <param name="pem">The text.</param>
    /// <param name="password">The password; null for none.</param>
    /// <param name="where">Where the text comes from, for errors.</param>
    /// <exception cref="KeyRefusal">It is not such a key, or the password is wrong.</exception>
    public static SigningKey Parse(string pem, string? password, string where)
    {
        if (!PemEncoding.TryFind(pem, out var fields))
            throw KeyRefusal.NoPem(where);
        var key = ECDsa.Create();
        try
        {
            Import(key, pem, pem[fields.Label], password, where);
            return PublicKey.IsP256(key) ? new SigningKey(key) : throw KeyRefusal.OtherCurve(where);
        }
        catch (PlatformNotSupportedException)
        {
            // Not even the platform knows the curve.
            key.Dispose();
            throw KeyRefusal.OtherCurve(where);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The signature (DER) of some bytes, over their SHA-256. Each call gives another one.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) =>
        _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    private static void Import(ECDsa key, string pem, string label, string? password, string where)
    {
        switch (label)
        {
            case "PRIVATE KEY":
                TryImport(() => key.ImportFromPem(pem), () => KeyRefusal.NotForEcdsa(where));
                break;
            case "ENCRYPTED PRIVATE KEY":
                var secret = password ?? throw KeyRefusal.NoPassword(where);
                TryImport(
                    () => key.ImportFromEncryptedPem(pem, secret),
                    () => KeyRefusal.WrongPassword(where)
                );
                break;
            case "ENCRYPTED COSIGN PRIVATE KEY" or "ENCRYPTED SIGSTORE PRIVATE KEY":
                throw KeyRefusal.OfCosign(where);
            default:
                throw KeyRefusal.OtherKind(where, label);
        }
    }

    private static void TryImport(Action import, Func<KeyRefusal> refusal)
    {
        try
        {
            import();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // The exception's own text is about encodings, which is of no use.
            throw refusal();
        }
    }
}
