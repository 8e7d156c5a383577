using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Tests.Kubernetes.Connection;

/// <summary>A certificate authority that nobody else knows.</summary>
internal sealed class Authority
{
    private readonly X509Certificate2 _root;

    public Authority()
    {
        var request = new CertificateRequest(
            "CN=test authority",
            ECDsa.Create(ECCurve.NamedCurves.nistP256),
            HashAlgorithmName.SHA256
        );
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public string Pem => _root.ExportCertificatePem();

    public X509Certificate2 Server(string dnsName, bool withLoopback = true)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(dnsName);
        if (withLoopback)
            names.AddIpAddress(IPAddress.Loopback);
        return Issue($"CN={dnsName}", names);
    }

    public (string Certificate, string Key) Client(string name)
    {
        var certificate = Issue($"CN={name}", null);
        return (
            certificate.ExportCertificatePem(),
            certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()
        );
    }

    private X509Certificate2 Issue(string subject, SubjectAlternativeNameBuilder? names)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (names is not null)
            request.CertificateExtensions.Add(names.Build());
        var issued = request.Create(
            _root,
            DateTimeOffset.UtcNow.AddHours(-1),
            DateTimeOffset.UtcNow.AddHours(1),
            RandomNumberGenerator.GetBytes(8)
        );
        return X509CertificateLoader.LoadPkcs12(
            issued.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12),
            null,
            X509KeyStorageFlags.Exportable
        );
    }
}
