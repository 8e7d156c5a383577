using System.Security.Cryptography;
using Slipway.SupplyChain.Signing;
using Slipway.Values;

namespace Slipway.Tests.SupplyChain;

public sealed class SigningKeyTests
{
    private const string Password = "correct horse";

    [Theory]
    [InlineData(null)]
    [InlineData(Password)]
    public void A_key_signs_what_its_public_key_verifies(string? password)
    {
        using var key = SigningKey.Parse(Keys.Pem(password), password, "slipway.key");
        using var other = Keys.New();

        var signature = key.Sign("data"u8);

        Assert.True(key.Public.Verifies("data"u8, signature));
        Assert.False(key.Public.Verifies("date"u8, signature));
        Assert.False(other.Public.Verifies("data"u8, signature));
        Assert.False(key.Public.Verifies("data"u8, []));
    }

    public static TheoryData<string, string?, string> BadKeys()
    {
        using var rsa = RSA.Create(2048);
        using var sec1 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new()
        {
            { "", null, "not a key in PEM format" },
            { "secret-looking nonsense", null, "not a key in PEM format" },
            { Pem("PRIVATE KEY", "c2VjcmV0"), null, "damaged, or not for ECDSA" },
            { rsa.ExportPkcs8PrivateKeyPem(), null, "damaged, or not for ECDSA" },
            { sec1.ExportECPrivateKeyPem(), null, "'EC PRIVATE KEY', not a private key in PKCS#8 form" },
            { sec1.ExportSubjectPublicKeyInfoPem(), null, "'PUBLIC KEY', not a private key" },
            { Keys.Pem(curve: ECCurve.NamedCurves.nistP384), null, "not on the curve P-256" },
            { Keys.OnUnknownCurve(Keys.Pem()), null, "not on the curve P-256" },
            { Keys.Pem(Password), null, "encrypted, but no password was given" },
            { Keys.Pem(Password), "wrong", "does not decrypt this private key" },
            {
                Pem("ENCRYPTED SIGSTORE PRIVATE KEY", "eyJrZGYiOnt9fQ=="),
                "x",
                "cosign's own format (scrypt)"
            },
            { Pem("ENCRYPTED COSIGN PRIVATE KEY", "eyJrZGYiOnt9fQ=="), null, "cosign's own format (scrypt)" },
        };
    }

    [Theory]
    [MemberData(nameof(BadKeys))]
    public void A_key_that_cannot_be_used_is_refused_and_nothing_of_it_is_shown(
        string pem,
        string? password,
        string expected
    )
    {
        var refusal = Assert.Throws<KeyRefusal>(() => SigningKey.Parse(pem, password, "keys/slipway.key"));

        Assert.Contains(expected, refusal.What);
        Assert.Equal("keys/slipway.key", refusal.Where);
        Assert.NotEmpty(refusal.Next);
        var shown = refusal.ToString();
        Assert.DoesNotContain(Password, shown);
        Assert.DoesNotContain("secret-looking", shown);
        var lines = pem.Split('\n').Where(line => line.Length > 20 && !line.StartsWith('-'));
        Assert.DoesNotContain(lines, line => shown.Contains(line));
    }

    [Fact]
    public void A_public_key_is_read_as_cosign_writes_it()
    {
        var pem = Keys.Pem();
        using var key = SigningKey.Parse(pem, null, "slipway.key");

        Assert.Equal(key.Public, PublicKey.Parse(Keys.PublicPem(pem)));
        Assert.Equal(key.Public.Fingerprint, PublicKey.Parse("# ours\n" + Keys.PublicPem(pem)).Fingerprint);
    }

    private static string Pem(string label, string content) =>
        $"-----BEGIN {label}-----\n{content}\n-----END {label}-----\n";
}
