using System.Text;
using System.Text.Json;
using Slipway.Reporting;
using Slipway.Values;

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
            var config = UntrustedJson.Parse(await File.ReadAllTextAsync(_file, ct), "it");
            if (config.ValueKind != JsonValueKind.Object)
                throw new FormatException("It is not an object.");
            foreach (var (index, key) in KeysOf(registry).Index())
            {
                // The store of all knows registries by the first of these names alone.
                var helper = Word(config.Field("credHelpers"), key)
                    ?? (index == 0 ? Word(config, "credsStore") : null);
                var found = helper is { Length: > 0 }
                    ? await new CredentialStore(helper, _file, searchPath, reporter).FindAsync(key, ct)
                    : null;
                if ((found ?? FromEntry(config.Field("auths").Field(key))) is { } credentials)
                    return credentials;
            }
            return null;
        }
        catch (FormatException)
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

    private static RegistryCredentials? FromEntry(JsonElement entry)
    {
        if (Word(entry, "identitytoken") is { Length: > 0 } token)
            return new RegistryCredentials("", token, IsRefreshToken: true);
        var auth = Word(entry, "auth") is { Length: > 0 } encoded
            ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).TrimEnd('\0')
            : $"{Word(entry, "username")}:{Word(entry, "password")}";
        var colon = auth.IndexOf(':');
        return colon > 0 ? new RegistryCredentials(auth[..colon], auth[(colon + 1)..]) : null;
    }

    // What is there and is no string was not meant to be nothing.
    private static string? Word(JsonElement entry, string name) =>
        entry.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined)
            ? throw new FormatException("An entry is not an object.")
        : entry.Field(name).ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null
        : entry.RequiredText(name);
}
