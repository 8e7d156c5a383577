using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Nuke.Common.IO;
using Slipway.Images.Registries;

namespace Slipway.Targets.Local;

/// <summary>A cluster run by another process, found through the files in its folder.</summary>
/// <param name="directory">That folder.</param>
/// <param name="patience">Timeout for its answer; two seconds by default.</param>
internal sealed class RunningCluster(AbsolutePath directory, TimeSpan? patience = null)
{
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(2);

    /// <summary>
    /// Its endpoints; null if nothing answers there with a certificate of this cluster's authority: another
    /// program may use the port by now.
    /// </summary>
    public async Task<LocalEndpoints?> FindAsync(CancellationToken cancellation)
    {
        if (Recorded() is not { } endpoints)
            return null;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(_patience);
        try
        {
            await GreetAsync(new Uri(endpoints.Api), deadline.Token);
            return endpoints;
        }
        catch (Exception e) when (IsSilence(e) && !cancellation.IsCancellationRequested)
        {
            // It is not running, or not yet: starting it finds out which, and reports errors.
            return null;
        }
    }

    private static bool IsSilence(Exception e) =>
        e
            is SocketException
                or IOException
                or AuthenticationException
                or CryptographicException
                or OperationCanceledException
                or FormatException;

    /// <summary>Its endpoints when it last ran; null if it never ran.</summary>
    public LocalEndpoints? Recorded()
    {
        var record = directory / "cluster.json";
        // The last file that a starting cluster writes before it listens.
        var kubeconfig = directory / "kubeconfig";
        if (!File.Exists(record) || !File.Exists(kubeconfig))
            return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(record));
            return
                json.RootElement.TryGetProperty("api", out var api)
                && json.RootElement.TryGetProperty("registry", out var registry)
                && api.GetString() is { } server
                && registry.GetString() is { } images
                ? new LocalEndpoints(server, images, kubeconfig, RuntimeIn(json))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// Who may write to its registry, and where that is; null if it never ran, or its token cannot be read.
    /// </summary>
    public (string Registry, RegistryCredentials Login)? RegistryLogin()
    {
        var token = directory / "pki" / "registry-token";
        return Recorded() is { } endpoints && File.Exists(token)
            ? (endpoints.Registry, new RegistryCredentials("slipway", File.ReadAllText(token).Trim()))
            : null;
    }

    // Records of older clusters, which had no choice, lack it.
    private static string RuntimeIn(JsonDocument json) =>
        json.RootElement.TryGetProperty("runtime", out var runtime) ? runtime.GetString()! : "process";

    private async Task GreetAsync(Uri api, CancellationToken cancellation)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(directory / "pki" / "ca.crt");
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(authority);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(api.Authority), cancellation);
        await using var stream = new SslStream(new NetworkStream(socket));
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = api.Host, CertificateChainPolicy = policy },
            cancellation
        );
    }
}
