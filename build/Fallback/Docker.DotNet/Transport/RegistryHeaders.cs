using System.Text.Json;
using Docker.DotNet.Models;

namespace Docker.DotNet.Transport;

/// <summary>
/// Logins to registries, which the engine takes as headers (Docker Engine API, "Authentication").
/// </summary>
internal static class RegistryHeaders
{
    /// <summary>The login to the registry that is pushed to.</summary>
    public const string One = "X-Registry-Auth";

    /// <summary>The logins to registries that a build may pull from.</summary>
    public const string Many = "X-Registry-Config";

    public static string Of(AuthConfig login) =>
        Encode(JsonSerializer.SerializeToUtf8Bytes(login, ModelsJson.Default.AuthConfig));

    /// <summary>
    /// As in the package, in the alphabet for mail, which the engine reads only where both alphabets agree.
    /// </summary>
    public static string Of(IDictionary<string, AuthConfig> logins) =>
        Convert.ToBase64String(
            JsonSerializer.SerializeToUtf8Bytes(logins, ModelsJson.Default.IDictionaryStringAuthConfig)
        );

    /// <summary>Logins by registry, one for each.</summary>
    public static Dictionary<string, AuthConfig> ByServer(IEnumerable<AuthConfig>? logins) =>
        (logins ?? []).ToDictionary(login =>
            login.ServerAddress
            ?? throw new ArgumentException("A login needs its ServerAddress.", nameof(logins))
        );

    // base64url with padding (RFC 4648, section 5).
    private static string Encode(byte[] json) =>
        Convert.ToBase64String(json).Replace('+', '-').Replace('/', '_');
}
