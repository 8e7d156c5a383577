using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Tests.Images;

public sealed class RegistryCertificateTests
{
    [Theory]
    [InlineData("127.0.0.1", 1, "this machine does not trust the issuer of its certificate (CN=specimen)")]
    [InlineData(
        "192.0.2.1",
        1,
        "its certificate is for 192.0.2.1 and not for this name; this machine does not "
    )]
    [InlineData("127.0.0.1", -1, "its certificate is valid from 2001-02-03 04:05Z to ")]
    public async Task A_registry_whose_certificate_is_bad_is_refused_with_what_is_wrong_with_it(
        string name,
        int daysLeft,
        string expected
    )
    {
        using var certificate = Certificate(name, DateTimeOffset.UtcNow.AddDays(daysLeft));
        await using var registry = await StartAsync(certificate);
        using var client = new RegistryClient(new CollectingReporter(), TimeProvider.System);
        var host = new Uri(registry.Urls.Single()).Authority;

        var refusal = await Assert.ThrowsAsync<RegistryRefusal>(() =>
            client.FindManifestAsync(
                ImageReference.Parse($"{host}/movies/rating:1"),
                TestContext.Current.CancellationToken
            )
        );

        Assert.StartsWith($"The registry {host} cannot be trusted: {expected}", refusal.What);
        Assert.Contains("SSL_CERT_FILE", refusal.Next);
    }

    private static X509Certificate2 Certificate(string address, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=specimen", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(
            new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero),
            until
        );
        // Windows takes keys from a store alone.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    private static async Task<WebApplication> StartAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate))
        );
        var app = builder.Build();
        await app.StartAsync();
        return app;
    }
}
