using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LocalCluster.Network;
using LocalCluster.Objects;
using Slipway.Formats;

namespace LocalCluster.Hosting;

/// <summary>
/// The cluster's certificate authority, the API server's certificate, and the administrator's token.
/// </summary>
internal sealed class Credentials : IDisposable
{
    private static readonly TimeSpan s_authorityLife = TimeSpan.FromDays(3650);
    private static readonly TimeSpan s_serverLife = TimeSpan.FromDays(365);

    private Credentials(string authority, X509Certificate2 server, string folder, ECDsa accountKey) =>
        (AuthorityPem, Server, AccountKey, Token, RegistryToken) = (
            authority,
            server,
            accountKey,
            OpenToken(Path.Combine(folder, "token")),
            OpenToken(Path.Combine(folder, "registry-token"))
        );

    /// <summary>The authority's certificate, which clients trust.</summary>
    public string AuthorityPem { get; }

    /// <summary>The API server's certificate with its key.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>The bearer token of the administrator.</summary>
    public string Token { get; }

    /// <summary>
    /// The token of those who may write to the registry. It is another one, because it is sent without TLS, and
    /// <c>docker login</c> stores it.
    /// </summary>
    public string RegistryToken { get; }

    /// <summary>The names in the API server's certificate besides those of loopback.</summary>
    public static IReadOnlyList<string> ServerNames(AddressBlock addresses) =>
        [new PodGateway(addresses).Address.ToString(), "kubernetes.default.svc"];

    /// <summary>The key that signs the tokens of ServiceAccounts.</summary>
    public ECDsa AccountKey { get; }

    /// <summary>Reads or creates the contents of the folder <c>pki</c>; the server's certificate is new each
    /// time.</summary>
    public static Credentials Open(string directory, AddressBlock addresses)
    {
        var folder = Path.Combine(directory, "pki");
        Directory.CreateDirectory(folder);
        using var authority = Authority(folder);
        return new Credentials(
            authority.ExportCertificatePem(),
            MakeServer(authority, addresses),
            folder,
            OpenAccountKey(Path.Combine(folder, "sa.key"))
        );
    }

    public void Dispose()
    {
        Server.Dispose();
        AccountKey.Dispose();
    }

    private static string OpenToken(string file)
    {
        if (!File.Exists(file))
            AtomicFile.WritePrivate(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        return File.ReadAllText(file).Trim();
    }

    private static ECDsa OpenAccountKey(string file)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(file))
            key.ImportFromPem(File.ReadAllText(file));
        else
            AtomicFile.WritePrivate(file, key.ExportPkcs8PrivateKeyPem());
        return key;
    }

    private static X509Certificate2 Authority(string folder)
    {
        var (certificate, key) = (Path.Combine(folder, "ca.crt"), Path.Combine(folder, "ca.key"));
        if (File.Exists(certificate) && File.Exists(key))
        {
            var kept = X509Certificate2.CreateFromPemFile(certificate, key);
            if (kept.NotAfter.ToUniversalTime() > (Start() + s_serverLife).UtcDateTime)
                return kept;
            kept.Dispose();
        }
        using var keys = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=slipway-local", keys, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var authority = request.CreateSelfSigned(Start(), Start() + s_authorityLife);
        AtomicFile.WritePrivate(key, keys.ExportPkcs8PrivateKeyPem());
        AtomicFile.WritePrivate(certificate, authority.ExportCertificatePem());
        return authority;
    }

    private static X509Certificate2 MakeServer(X509Certificate2 authority, AddressBlock addresses)
    {
        using var keys = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", keys, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(addresses.Api.Address);
        names.AddIpAddress(addresses.Service(0));
        names.AddDnsName("localhost");
        foreach (var name in ServerNames(addresses))
        {
            if (IPAddress.TryParse(name, out var address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(name);
        }
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true)
        );
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], false)
        );
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false)
        );
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        using var certificate = request.Create(authority, Start(), Start() + s_serverLife, serial);
        using var withKey = certificate.CopyWithPrivateKey(keys);
        // TLS on Windows cannot use an ephemeral key; one loaded from PKCS #12 works.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>
    /// Certificates are checked against the machine's clock, whatever clock the cluster has.
    /// </summary>
    private static DateTimeOffset Start() => TimeProvider.System.GetUtcNow().AddHours(-1);
}
