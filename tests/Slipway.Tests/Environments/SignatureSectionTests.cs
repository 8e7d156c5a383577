using System.Security.Cryptography;
using Slipway.Environments;
using Slipway.Tests.SupplyChain;
using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Tests.Environments;

public sealed class SignatureSectionTests : IDisposable
{
    private const string PublicKeyPem = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEALtohMU+LthH6AhbRbG+aUYcmO99
        v4LahzwUUFti43oUQ6tu3nCmr1YPqZ7Rbcscm5aW9epTpBAqaOUrfZEekA==
        -----END PUBLIC KEY-----
        """;

    private readonly EnvironmentFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("cosign.pub", "k8s/overlays/staging/cosign.pub")]
    [InlineData("keys/cosign.pub", "keys/cosign.pub")]
    [InlineData("../shared.pub", "k8s/overlays/shared.pub")]
    public void A_key_is_found_beside_the_file_or_in_the_repository(string written, string path)
    {
        _file.Folder.Write(path, PublicKeyPem);

        var settings = _file.Read(
            $"namespace: a\nregistry: r.example.com\nsigned: true\npublicKey: {written}"
        );

        Assert.Equal(PublicKey.Parse(PublicKeyPem), settings.SignedBy);
    }

    [Fact]
    public void Signatures_are_demanded_only_where_that_is_written()
    {
        _file.Folder.Write("cosign.pub", PublicKeyPem);

        Assert.Null(_file.Read("namespace: a\nregistry: r.example.com").SignedBy);
        Assert.Null(
            _file.Read("namespace: a\nregistry: r.example.com\nsigned: false\npublicKey: cosign.pub").SignedBy
        );
    }

    [Theory]
    [InlineData("signed: true", "1:1: Missing key 'publicKey'")]
    [InlineData("signed: perhaps", "3:9: 'signed' must be true or false")]
    [InlineData("publicKey: cosign.pub", "3:12: 'publicKey' has no effect without 'signed: true'.")]
    [InlineData("signed: true\npublicKey: lost.pub", "4:12: There is no file 'lost.pub'")]
    [InlineData("signed: true\npublicKey: ../../../../outside.pub", "4:12: There is no file '../../")]
    [InlineData("signed: true\npublicKey: text.pub", "4:12: 'text.pub' has no key in PEM format")]
    [InlineData("signed: true\npublicKey: private.key", "4:12: 'private.key' has a private key")]
    [InlineData(
        "signed: true\npublicKey: p384.pub",
        "4:12: 'p384.pub' has a key that is not on the curve P-256"
    )]
    [InlineData(
        "signed: true\npublicKey: unknown.pub",
        "4:12: 'unknown.pub' has a key that is not on the curve P-256"
    )]
    [InlineData("signed: true\npublicKey: rsa.pub", "4:12: 'rsa.pub' has a key that is not for ECDSA")]
    public void A_mistake_about_signatures_is_named_with_its_place(string yaml, string expected)
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        _file.Folder.Write("cosign.pub", PublicKeyPem);
        _file.Folder.Write("text.pub", "key");
        _file.Folder.Write("private.key", p384.ExportPkcs8PrivateKeyPem());
        _file.Folder.Write("p384.pub", p384.ExportSubjectPublicKeyInfoPem());
        _file.Folder.Write("unknown.pub", Keys.OnUnknownCurve(PublicKeyPem));
        _file.Folder.Write("rsa.pub", rsa.ExportSubjectPublicKeyInfoPem());

        var mistakes = _file.Mistakes($"namespace: a\nregistry: r.example.com\n{yaml}");

        Assert.StartsWith(expected, Assert.Single(mistakes));
    }
}
