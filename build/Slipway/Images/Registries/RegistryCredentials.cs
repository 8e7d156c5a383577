namespace Slipway.Images.Registries;

/// <summary>Who we are to a registry. No text form of this record contains the secret.</summary>
/// <param name="User">The user; ignored with a refresh token.</param>
/// <param name="Secret">The password or token.</param>
/// <param name="IsRefreshToken">
/// Whether the secret is to be exchanged for access tokens (OAuth 2.0, refresh_token grant).
/// </param>
public sealed record RegistryCredentials(string User, string Secret, bool IsRefreshToken = false)
{
    /// <summary>The user alone.</summary>
    public override string ToString() => $"{nameof(RegistryCredentials)} {{ User = {User}, Secret = *** }}";
}
