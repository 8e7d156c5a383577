using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>Certificates from Secrets of type kubernetes.io/tls; each is read once per version.</summary>
internal sealed class Certificates(ClusterView view)
{
    private readonly ConcurrentDictionary<
        ObjectName,
        (string Version, SslStreamCertificateContext Found)
    > _known = [];

    /// <summary>The certificate with its key; null if there is none, or none that can be read.</summary>
    public SslStreamCertificateContext? Get(ObjectName name)
    {
        if (view.Get(Kinds.Secret, name.Namespace, name.Name) is not { } secret)
        {
            _known.TryRemove(name, out _);
            return null;
        }
        var version = secret.Uid() + secret.Text("metadata", "resourceVersion");
        if (_known.TryGetValue(name, out var known) && known.Version == version)
            return known.Found;
        if (Read(secret) is not { } read)
            return null;
        _known[name] = (version, read);
        return read;
    }

    private static SslStreamCertificateContext? Read(JsonObject secret)
    {
        if (secret.Text("type") != "kubernetes.io/tls")
            return null;
        try
        {
            var (chain, key) = (Pem(secret, "tls.crt"), Pem(secret, "tls.key"));
            var others = new X509Certificate2Collection();
            others.ImportFromPem(chain);
            return SslStreamCertificateContext.Create(
                X509Certificate2.CreateFromPem(chain, key),
                others,
                offline: true
            );
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string Pem(JsonObject secret, string name) =>
        Encoding.ASCII.GetString(Convert.FromBase64String(secret.Text("data", name) ?? ""));
}
