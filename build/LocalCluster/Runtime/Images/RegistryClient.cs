using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using Slipway.Formats;

namespace LocalCluster.Runtime.Images;

/// <summary>
/// Reads manifests and blobs of a registry for one pull (OCI distribution-spec), digests verified.
/// </summary>
/// <param name="http">Sends the requests.</param>
/// <param name="credential">Who pulls; null for anyone.</param>
internal sealed class RegistryClient(HttpClient http, RegistryCredential? credential)
{
    private const int LargestManifest = 4 << 20;
    private readonly RegistryLogin _login = new(http, credential);

    private static readonly string[] s_manifestTypes =
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ];

    /// <summary>A manifest and its digest.</summary>
    /// <exception cref="ImagePullException">The registry does not have it, or cannot be reached.</exception>
    public async Task<(byte[] Content, string Digest)> ManifestAsync(
        ImageName name,
        string reference,
        CancellationToken cancellationToken
    )
    {
        using var response = await GetAsync(
            name,
            $"manifests/{reference}",
            s_manifestTypes,
            cancellationToken
        );
        await using var body = new BoundedStream(
            await response.Content.ReadAsStreamAsync(cancellationToken),
            LargestManifest,
            () => new InvalidDataException($"the manifest has more than {LargestManifest} bytes")
        );
        using var whole = new MemoryStream();
        try
        {
            await body.CopyToAsync(whole, cancellationToken);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Failed(name, "Unknown", e.Message);
        }
        var content = whole.ToArray();
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
        if (reference.Contains(':') && reference != digest)
            throw Failed(name, "FailedPrecondition", $"failed size validation or digest: got {digest}");
        return (content, digest);
    }

    /// <summary>Copies a blob into a file; it appears there only whole and with the right digest.</summary>
    /// <exception cref="ImagePullException">The registry does not have it, or sent something else.</exception>
    /// <exception cref="InvalidDataException">It has more than <paramref name="most"/> bytes.</exception>
    public async Task BlobAsync(
        ImageName name,
        string digest,
        string path,
        long most,
        CancellationToken cancellationToken
    )
    {
        using var response = await GetAsync(name, $"blobs/{digest}", [], cancellationToken);
        await AtomicFile.WriteAsync(path, async file =>
        {
            using var hash = SHA256.Create();
            await using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            {
                await using var body = new BoundedStream(
                    await response.Content.ReadAsStreamAsync(cancellationToken),
                    most,
                    () => new InvalidDataException($"blob {digest} has more than {most} bytes")
                );
                await body.CopyToAsync(hashed, cancellationToken);
            }
            var actual = "sha256:" + Convert.ToHexStringLower(hash.Hash!);
            if (actual != digest)
                throw Failed(
                    name,
                    "FailedPrecondition",
                    $"unexpected commit digest {actual}, expected {digest}"
                );
        });
    }

    private async Task<HttpResponseMessage> GetAsync(
        ImageName name,
        string path,
        IReadOnlyList<string> types,
        CancellationToken cancellationToken
    )
    {
        var address = Address(name, path);
        try
        {
            while (true)
            {
                var response = await SendAsync(address, types, cancellationToken);
                if (response.IsSuccessStatusCode)
                    return response;
                using (response)
                {
                    if (response.StatusCode == HttpStatusCode.NotFound)
                        throw Failed(name, "NotFound", $"{name}: not found");
                    if (
                        response.StatusCode != HttpStatusCode.Unauthorized
                        || !await _login.AnswerAsync(response, name, cancellationToken)
                    )
                    {
                        throw Failed(
                            name,
                            "Unknown",
                            $"unexpected status from GET request to {address}: "
                                + $"{(int)response.StatusCode} {response.ReasonPhrase}"
                        );
                    }
                }
            }
        }
        catch (RegistryLoginException e)
        {
            throw Failed(name, "Unknown", e.Message);
        }
        catch (HttpRequestException e)
        {
            var why = e.InnerException is SocketException socket
                ? socket.Message.ToLowerInvariant()
                : e.Message;
            throw Failed(name, "Unknown", $"failed to do request: Get \"{address}\": {why}");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        Uri address,
        IReadOnlyList<string> types,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = _login.Header;
        foreach (var type in types)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static ImagePullException Failed(ImageName name, string code, string why) =>
        new(
            "ErrImagePull",
            $"rpc error: code = {code} desc = failed to pull and unpack image \"{name}\": "
                + $"failed to resolve reference \"{name}\": {why}"
        );

    private static Uri Address(ImageName name, string path)
    {
        var registry = name.Registry == "docker.io" ? "registry-1.docker.io" : name.Registry;
        return new Uri(
            $"{(IsLoopback(registry) ? "http" : "https")}://{registry}/v2/{name.Repository}/{path}"
        );
    }

    /// <summary>Plain HTTP is for this machine alone.</summary>
    internal static bool IsLoopback(string registry)
    {
        var host = new Uri($"http://{registry}").Host.Trim('[', ']');
        return host == "localhost"
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}
