using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace LocalCluster.TestServer;

/// <summary>Asks the API server as every program in a pod may: with the token and the certificate of its
/// volume.</summary>
internal static class ApiCall
{
    public static async Task<string> Ask(string path)
    {
        var root = Environment.GetEnvironmentVariable("CONTAINER_ROOT")!;
        var folder = Path.Combine(root, "var/run/secrets/kubernetes.io/serviceaccount");
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "ca.crt"));
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { authority },
        };
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            await File.ReadAllTextAsync(Path.Combine(folder, "token"))
        );
        var host = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST");
        var port = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT");
        using var response = await http.GetAsync($"https://{host}:{port}/{path}");
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }
}
