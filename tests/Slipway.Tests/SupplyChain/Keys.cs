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

    public static string PublicPem(string privatePem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(privatePem);
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
