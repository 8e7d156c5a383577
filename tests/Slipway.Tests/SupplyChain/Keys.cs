using System.Security.Cryptography;
using Slipway.SupplyChain.Signing;

namespace Slipway.Tests.SupplyChain;

/// <summary>Keys in the forms in which people have them.</summary>
internal static class Keys
{
    public static SigningKey New() => SigningKey.Parse(Pem(), null, "a test");

    /// <summary>A private key in PKCS#8 form, encrypted where there is a password.</summary>
    public static string Pem(string? password = null, ECCurve? curve = null)
    {
        using var key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);
        return password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(
                password,
                new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)
            );
    }

    /// <summary>The key with the number of a curve that nobody knows.</summary>
    public static string OnUnknownCurve(string pem)
    {
        var key = PemEncoding.Find(pem);
        var bytes = Convert.FromBase64String(pem[key.Base64Data]);
        // The object identifier of P-256 is 1.2.840.10045.3.1.7; the first two numbers become 2.40.
        bytes[bytes.AsSpan().IndexOf(new byte[] { 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07 })] = 0x78;
        return PemEncoding.WriteString(pem[key.Label], bytes);
    }

    public static string PublicPem(string privatePem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(privatePem);
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
