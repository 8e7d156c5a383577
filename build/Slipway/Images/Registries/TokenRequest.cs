using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>
/// Fetches bearer tokens from the services that registries name (the token and OAuth 2.0 specifications of
/// the distribution project).
/// </summary>
/// <param name="send">Sends a message with so many bytes, and gives up where no answer comes.</param>
/// <param name="content">Reads the answer.</param>
/// <param name="mayCarrySecrets">Whether a service may see credentials.</param>
internal sealed class TokenRequest(
    Func<HttpRequestMessage, long, CancellationToken, Task<HttpResponseMessage>> send,
    LimitedContent content,
    Func<Uri, bool> mayCarrySecrets
)
{
    private const int LongestAnswer = 1024 * 1024;

    /// <summary>A token for a scope; null where the credentials do not suffice.</summary>
    /// <exception cref="RegistryRefusal">The service makes no sense.</exception>
    /// <exception cref="TokenServiceBusyException">It may have one later.</exception>
    public async Task<AuthenticationHeaderValue?> SendAsync(
        string registry,
        string scope,
        AuthChallenge challenge,
        RegistryCredentials? credentials,
        CancellationToken ct
    )
    {
        if (!Uri.TryCreate(challenge["realm"], UriKind.Absolute, out var realm) || !mayCarrySecrets(realm))
        {
            throw RegistryRefusal.Unintelligible(
                registry,
                $"it wants tokens from '{challenge["realm"]}', which must not receive credentials."
            );
        }
        using var request = credentials is { IsRefreshToken: true }
            ? Exchange(realm, challenge, scope, credentials)
            : Ask(realm, challenge, scope, credentials);
        using var response = await send(request, 0, ct);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return null;
        if (TransientFault.Is(response.StatusCode))
        {
            throw new TokenServiceBusyException(
                $"The token service {realm.Authority} answered {(int)response.StatusCode}.",
                response.Headers.RetryAfter
            );
        }
        var body = await content.ReadAsync(response, LongestAnswer, ct)
            ?? throw RegistryRefusal.Unintelligible(realm.Authority, "its token is too long.");
        return response.IsSuccessStatusCode
            ? new AuthenticationHeaderValue("Bearer", TokenIn(body, realm))
            : throw RegistryRefusal.NoToken(
                realm,
                response.StatusCode,
                RegistryResponse.Detail(Encoding.UTF8.GetString(body))
            );
    }

    /// <summary>Our credentials in HTTP's Basic scheme (RFC 7617).</summary>
    public static AuthenticationHeaderValue Basic(RegistryCredentials credentials) =>
        new(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.User}:{credentials.Secret}"))
        );

    private static string TokenIn(byte[] body, Uri realm)
    {
        try
        {
            return UntrustedJson.Read(body, "its token", json =>
                (json["token"] ?? json["access_token"])?.GetValue<string>()
                ?? throw RegistryRefusal.Unintelligible(realm.Authority, "it gave no token.")
            );
        }
        catch (FormatException e)
        {
            throw RegistryRefusal.Unintelligible(realm.Authority, e.Message);
        }
    }

    private static HttpRequestMessage Ask(
        Uri realm,
        AuthChallenge challenge,
        string scope,
        RegistryCredentials? credentials
    )
    {
        var query = new List<string>();
        if (challenge["service"] is { } service)
            query.Add($"service={Uri.EscapeDataString(service)}");
        query.AddRange(
            scope
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => $"scope={Uri.EscapeDataString(part)}")
        );
        var uri = new UriBuilder(realm);
        uri.Query = string.Join(
            '&',
            uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Concat(query)
        );
        return new HttpRequestMessage(HttpMethod.Get, uri.Uri)
        {
            Headers = { Authorization = credentials is null ? null : Basic(credentials) },
        };
    }

    private static HttpRequestMessage Exchange(
        Uri realm,
        AuthChallenge challenge,
        string scope,
        RegistryCredentials credentials
    ) =>
        new(HttpMethod.Post, realm)
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "refresh_token",
                    ["service"] = challenge["service"] ?? "",
                    ["client_id"] = "slipway",
                    ["scope"] = scope,
                    ["refresh_token"] = credentials.Secret,
                }
            ),
        };
}
