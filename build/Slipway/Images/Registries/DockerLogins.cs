using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Reporting;

namespace Slipway.Images.Registries;

/// <summary>
/// What <c>docker login</c> left behind: <c>config.json</c> and the credential helpers that it names.
/// </summary>
/// <param name="directory">
/// The folder of <c>config.json</c>; null for <c>DOCKER_CONFIG</c>, else <c>~/.docker</c>.
/// </param>
/// <param name="reporter">Receives warnings about helpers that fail.</param>
/// <param name="searchPath">Where helpers are looked for; null for the PATH.</param>
internal sealed class DockerLogins(string? directory, IReporter reporter, string? searchPath = null)
{
    private readonly string _file = Path.Combine(
        directory
            ?? Environment.GetEnvironmentVariable("DOCKER_CONFIG")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
        "config.json"
    );

    /// <summary>The credentials for a registry; null where there are none.</summary>
    /// <exception cref="RegistryRefusal">The file or the helper is broken.</exception>
    public async Task<RegistryCredentials?> FindAsync(string registry, CancellationToken ct)
    {
        if (!File.Exists(_file))
            return null;
        try
        {
            var config = JsonNode.Parse(await File.ReadAllTextAsync(_file, ct));
            foreach (var (index, key) in KeysOf(registry).Index())
            {
                // The store of all knows registries by the first of these names alone.
                var helper = config?["credHelpers"]?[key]?.GetValue<string>()
                    ?? (index == 0 ? config?["credsStore"]?.GetValue<string>() : null);
                var found = helper is { Length: > 0 }
                    ? await new CredentialStore(helper, _file, searchPath, reporter).FindAsync(key, ct)
                    : null;
                if ((found ?? FromEntry(config?["auths"]?[key])) is { } credentials)
                    return credentials;
            }
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // The exception's own text could quote the file, and with it a secret.
            throw new RegistryRefusal(
                "Docker's configuration cannot be read: it is not the JSON that 'docker login' writes.",
                _file,
                $"Correct it, or remove the file and run 'docker login {registry}' again."
            );
        }
    }

    // 'docker login' keeps Docker Hub under the address of its first API, and others by host, formerly with a
    // scheme.
    private static IEnumerable<string> KeysOf(string registry)
    {
        if (registry is "docker.io" or "registry-1.docker.io" or "index.docker.io")
            yield return "https://index.docker.io/v1/";
        yield return registry;
        yield return $"https://{registry}";
        yield return $"https://{registry}/v1/";
        yield return $"https://{registry}/v2/";
    }

    private static RegistryCredentials? FromEntry(JsonNode? entry)
    {
        if (entry?["identitytoken"]?.GetValue<string>() is { Length: > 0 } token)
            return new RegistryCredentials("", token, IsRefreshToken: true);
        var auth = entry?["auth"]?.GetValue<string>() is { Length: > 0 } encoded
            ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).TrimEnd('\0')
            : $"{entry?["username"]?.GetValue<string>()}:{entry?["password"]?.GetValue<string>()}";
        var colon = auth.IndexOf(':');
        return colon > 0 ? new RegistryCredentials(auth[..colon], auth[(colon + 1)..]) : null;
    }
}
