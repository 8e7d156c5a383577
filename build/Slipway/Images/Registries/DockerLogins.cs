using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Images.Registries;

/// <summary>
/// What <c>docker login</c> left behind: <c>config.json</c> and the credential helpers that it names.
/// </summary>
/// <param name="directory">
/// The folder of <c>config.json</c>; null for <c>DOCKER_CONFIG</c>, else <c>~/.docker</c>.
/// </param>
/// <param name="searchPath">Where helpers are looked for; null for the PATH.</param>
internal sealed class DockerLogins(string? directory, string? searchPath = null)
{
    // What credential helpers of every make say when they know nothing (docker-credential-helpers).
    private const string NotFound = "credentials not found in native keychain";

    private readonly string _file = Path.Combine(
        directory
        ?? Environment.GetEnvironmentVariable("DOCKER_CONFIG")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
        "config.json");

    /// <summary>The credentials for a registry; null where there are none.</summary>
    /// <exception cref="RegistryRefusal">The file or the helper is broken.</exception>
    public async Task<RegistryCredentials?> FindAsync(string registry, CancellationToken ct)
    {
        if (!File.Exists(_file))
            return null;
        try
        {
            var config = JsonNode.Parse(await File.ReadAllTextAsync(_file, ct));
            foreach (var key in KeysOf(registry))
            {
                var helper = config?["credHelpers"]?[key]?.GetValue<string>()
                    ?? config?["credsStore"]?.GetValue<string>();
                var found = helper is { Length: > 0 } ? await AskHelperAsync(helper, key, ct) : null;
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
                $"Correct it, or remove the file and run 'docker login {registry}' again.");
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

    // The protocol of docker-credential-helpers: the key on standard input, the answer as JSON on standard
    // output.
    private async Task<RegistryCredentials?> AskHelperAsync(string name, string key, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Helper(name), ["get"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            await process.StandardInput.WriteAsync(key.AsMemory(), ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without having read the question; how, tells its answer.
        }
        var errors = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await Task.WhenAll(errors, process.WaitForExitAsync(ct));
        if (process.ExitCode != 0)
        {
            // They say why to either stream.
            var words = $"{output.Trim()} {(await errors).Trim()}".Trim();
            return words.Contains(NotFound, StringComparison.OrdinalIgnoreCase)
                ? null
                : throw HelperFailed(
                    name, key, words.Length > 0 ? words : $"it ended with {process.ExitCode}");
        }
        try
        {
            var answer = JsonNode.Parse(output);
            var user = answer?["Username"]?.GetValue<string>() ?? "";
            var secret = answer?["Secret"]?.GetValue<string>() ?? "";
            return secret.Length == 0
                ? null
                : new RegistryCredentials(user, secret, IsRefreshToken: user == "<token>");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What it wrote may be the secret.
            throw HelperFailed(name, key, "its answer is not the JSON that it should be");
        }
    }

    private RegistryRefusal HelperFailed(string name, string key, string why) => new(
        $"The credential helper 'docker-credential-{name}' gives nothing for {key}: {why.TrimEnd('.')}.",
        _file,
        $"Try it by hand: 'echo {key} | docker-credential-{name} get'. Or set NUKE_REGISTRY_USER and "
        + "NUKE_REGISTRY_PASSWORD.");

    private string Helper(string name)
    {
        var program = $"docker-credential-{name}" + (OperatingSystem.IsWindows() ? ".exe" : "");
        return (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new RegistryRefusal(
                $"The credential helper '{program}' that Docker's configuration names is not installed.",
                _file,
                "Install it, or remove it from that file and run 'docker login' again.");
    }
}
