using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using LocalCluster.Api.Http;

namespace LocalCluster.Hosting.Cli;

/// <summary>A cluster that another process runs, seen from outside.</summary>
internal sealed class RunningCluster(string directory)
{
    /// <summary>Whether a process holds the directory.</summary>
    public bool IsHeld()
    {
        var file = ClusterInstance.LockFile(directory);
        if (!File.Exists(file))
            return false;
        try
        {
            using var free = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Whether the API answers now.</summary>
    public async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = Client();
            using var answer = await client.GetAsync("readyz");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e)
            when (e is HttpRequestException or TaskCanceledException or IOException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Asks the cluster to stop; false if it cannot be reached.</summary>
    public async Task<bool> AskToStopAsync()
    {
        try
        {
            using var client = Client();
            using var answer = await client.PostAsync(StopRequest.Path.TrimStart('/'), null);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return false;
        }
    }

    /// <summary>What <c>start</c> and <c>status</c> print.</summary>
    public string Describe()
    {
        var record = ClusterRecord.Read(directory)!;
        return new JsonObject
        {
            ["api"] = $"https://{record.Addresses.Api}",
            ["registry"] = record.Addresses.Registry.ToString(),
            ["kubeconfig"] = Path.Combine(directory, "kubeconfig"),
            ["pid"] = record.ProcessId,
            ["runtime"] = record.Runtime,
        }.ToJsonString();
    }

    private HttpClient Client()
    {
        // A starting cluster writes this file last, just before it listens.
        if (!File.Exists(Path.Combine(directory, "kubeconfig")))
            throw new IOException("no cluster has run here");
        var record = ClusterRecord.Read(directory) ?? throw new IOException("no cluster has run here");
        var authority = X509CertificateLoader.LoadCertificateFromFile(
            Path.Combine(directory, "pki", "ca.crt")
        );
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(authority);
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = policy;
        var token = File.ReadAllText(Path.Combine(directory, "pki", "token")).Trim();
        var client = new HttpClient(handler)
        {
            BaseAddress = new Uri($"https://{record.Addresses.Api}/"),
            Timeout = TimeSpan.FromSeconds(5),
        };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }
}
