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

    public static string Of(IDictionary<string, AuthConfig> logins) =>
        Encode(JsonSerializer.SerializeToUtf8Bytes(logins, ModelsJson.Default.IDictionaryStringAuthConfig));

    /// <summary>Both ways of naming logins, by registry.</summary>
    public static Dictionary<string, AuthConfig> ByServer(
        IDictionary<string, AuthConfig>? named, IEnumerable<AuthConfig>? listed)
    {
        var logins = new Dictionary<string, AuthConfig>(named ?? new Dictionary<string, AuthConfig>());
        foreach (var login in listed ?? [])
        {
            var server = login.ServerAddress
                ?? throw new ArgumentException("A login needs its ServerAddress.", nameof(listed));
            logins[server] = login;
        }
        return logins;
    }

    // base64url with padding (RFC 4648, section 5).
    private static string Encode(byte[] json) =>
        Convert.ToBase64String(json).Replace('+', '-').Replace('/', '_');
}
