using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;

namespace Slipway.Tests.Kubernetes.Connection;

/// <summary>Credentials that say when they end.</summary>
public sealed class CredentialExpiryTests
{
    private static readonly DateTimeOffset s_end = new(2026, 3, 1, 12, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_certificate_says_when_it_ends()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=anna", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(s_end.AddDays(-1), s_end);
        Assert.Equal(s_end, CredentialExpiry.OfCertificate(certificate.ExportCertificatePem()));
    }

    [Theory]
    [InlineData("""{"sub":"anna","exp":1772368200}""", true)]
    [InlineData("""{"sub":"anna"}""", false)]
    [InlineData("""{"exp":"soon"}""", false)]
    [InlineData("""{"exp":-1}""", false)]
    [InlineData("""{"exp":9999999999999999}""", false)]
    [InlineData("[1]", false)]
    [InlineData("no JSON", false)]
    public void A_token_may_say_when_it_ends(string claims, bool says)
    {
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=');
        Assert.Equal(
            says ? s_end : null,
            CredentialExpiry.OfToken($"e30.{body.Replace('+', '-').Replace('/', '_')}.c2ln")
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("8f2a")]
    [InlineData("a.b")]
    [InlineData("a.%.c")]
    public void Any_other_token_does_not(string token) => Assert.Null(CredentialExpiry.OfToken(token));

    [Fact]
    public void What_has_ended_is_said_with_its_time()
    {
        var credential = new ClusterCredential(CredentialKind.Certificate, "anna", null, s_end);
        Assert.Null(credential.WhyExpired(s_end.AddSeconds(-1)));
        Assert.Equal("the client certificate expired on 2026-03-01 12:30 UTC", credential.WhyExpired(s_end));
    }
}
