using System.Collections.Concurrent;
using System.Net.Security;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>Finds out once for each registry whether it uses TLS.</summary>
internal sealed class RegistryEndpoints(RegistryOptions options)
{
    private readonly ConcurrentDictionary<string, Task<Uri>> _known = new();

    /// <summary>
    /// Whether secrets may be sent there: TLS, or a registry that may be used without it.
    /// </summary>
    public bool MayCarrySecrets(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps
        || (
            uri.Scheme == Uri.UriSchemeHttp
            && (
                Loopback.Is(uri)
                || options.PlainHttp.Contains(uri.Authority)
                || options.PlainHttp.Contains($"{uri.Host}:{uri.Port}")
            )
        );

    /// <summary>The root of the registry's API.</summary>
    /// <exception cref="RegistryRefusal">
    /// It cannot be reached, or uses plain HTTP where it must not.
    /// </exception>
    public async Task<Uri> FindAsync(string registry, CancellationToken ct)
    {
        // Several may wait for one answer; one that gives up does not cancel it for the others.
        var finding = _known.GetOrAdd(registry, ProbeAsync);
        try
        {
            return await finding.WaitAsync(ct);
        }
        catch when (finding.IsFaulted)
        {
            _known.TryRemove(KeyValuePair.Create(registry, finding));
            throw;
        }
    }

    // Docker Hub's name is not the name of its API.
    private static string HostOf(string registry) =>
        registry is "docker.io" or "index.docker.io" ? "registry-1.docker.io" : registry;

    private async Task<Uri> ProbeAsync(string registry)
    {
        var secure = new Uri($"https://{HostOf(registry)}/v2/");
        var plain = new Uri($"http://{HostOf(registry)}/v2/");
        var spokeTls = false;
        var fault = "";
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            UseProxy = !Loopback.Is(secure),
            SslOptions = new SslClientAuthenticationOptions
            {
                // Called as soon as a certificate was shown; a bad one is refused like anywhere, and never
                // leads to plain HTTP.
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                {
                    spokeTls = true;
                    if (errors != SslPolicyErrors.None)
                        fault = CertificateFault.Describe(errors, certificate, chain);
                    return errors == SslPolicyErrors.None;
                },
            },
        };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
        try
        {
            using var response = await http.GetAsync(secure, HttpCompletionOption.ResponseHeadersRead);
            return secure;
        }
        catch (HttpRequestException e)
            when (e.HttpRequestError == HttpRequestError.SecureConnectionError && !spokeTls)
        {
            return MayCarrySecrets(plain) ? plain : throw RegistryRefusal.NoPlainHttp(registry);
        }
        catch (HttpRequestException e)
        {
            if (fault.Length > 0)
                throw RegistryRefusal.Untrusted(registry, fault);
            // Without a port in its name, a registry has another one for plain HTTP.
            if (secure.IsDefaultPort && MayCarrySecrets(plain) && await AnswersAsync(http, plain))
                return plain;
            throw RegistryRefusal.NotReachable(registry, e);
        }
        catch (TaskCanceledException e)
        {
            throw RegistryRefusal.NotReachable(
                registry,
                e.InnerException ?? new TimeoutException("It did not answer in time.")
            );
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri uri)
    {
        try
        {
            using var response = await http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // The first fault is the one to report.
            return false;
        }
    }
}
