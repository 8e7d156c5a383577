using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>A login to a registry.</summary>
public class AuthConfig
{
    /// <summary>The user.</summary>
    [JsonPropertyName("username")]
    public string? Username { get; set; }

    /// <summary>The password, or a token in its place.</summary>
    [JsonPropertyName("password")]
    public string? Password { get; set; }

    /// <summary>User and password in one, base64-encoded.</summary>
    [JsonPropertyName("auth")]
    public string? Auth { get; set; }

    /// <summary>The user's address.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; set; }

    /// <summary>The registry.</summary>
    [JsonPropertyName("serveraddress")]
    public string? ServerAddress { get; set; }

    /// <summary>A token in place of a password.</summary>
    [JsonPropertyName("identitytoken")]
    public string? IdentityToken { get; set; }

    /// <summary>A bearer token for the registry.</summary>
    [JsonPropertyName("registrytoken")]
    public string? RegistryToken { get; set; }
}
