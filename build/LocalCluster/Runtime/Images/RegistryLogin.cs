using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Images;

/// <summary>
/// Answers a registry that asks who pulls: with the user's name and password (Basic), or with a token that
/// the registry's token server gives for them, or gives to anyone (Bearer; the distribution project's token
/// authentication).
/// </summary>
internal sealed partial class RegistryLogin(HttpClient http, RegistryCredential? credential)
{
    private const long LargestAnswer = 1 << 20;

    /// <summary>The Authorization header; null until the registry asks for one.</summary>
    public AuthenticationHeaderValue? Header { get; private set; }

    /// <summary>Prepares <see cref="Header"/> for another try.</summary>
    /// <returns>Whether there is something else to try.</returns>
    /// <exception cref="RegistryLoginException">The user is refused, or there is none.</exception>
    public async Task<bool> AnswerAsync(
        HttpResponseMessage refused,
        ImageName name,
        CancellationToken cancellationToken
    )
    {
        var challenges = refused.Headers.WwwAuthenticate;
        if (challenges.FirstOrDefault(c => Is(c, "Bearer")) is { Parameter: { } parameters })
        {
            var asked = Parameters()
                .Matches(parameters)
                .DistinctBy(match => match.Groups[1].Value)
                .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
            if (Is(Header, "Bearer"))
                throw new RegistryLoginException(
                    "pull access denied, repository does not exist or may require "
                        + $"authorization: server message: {asked.GetValueOrDefault("error")}: "
                        + "authorization failed"
                );
            Header = new AuthenticationHeaderValue(
                "Bearer",
                await TokenAsync(asked, name, cancellationToken)
            );
            return true;
        }
        if (!challenges.Any(c => Is(c, "Basic")) || Header is not null)
            return false;
        Header = credential?.Basic
            ?? throw new RegistryLoginException(
                "pull access denied, repository does not exist "
                    + "or may require authorization: authorization failed: no basic auth credentials"
            );
        return true;
    }

    private async Task<string> TokenAsync(
        Dictionary<string, string> asked,
        ImageName name,
        CancellationToken cancellationToken
    )
    {
        var kind = credential is null ? "anonymous" : "oauth";
        var address = Address(asked, name)
            ?? throw new RegistryLoginException(
                "failed to authorize: the registry names no token server that may be asked over TLS"
            );
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = credential?.Basic;
            using var response = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new RegistryLoginException(
                    $"failed to authorize: failed to fetch {kind} token: unexpected "
                        + $"status from GET request to {address}: {(int)response.StatusCode} "
                        + response.ReasonPhrase
                );
            var answer = await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
            return answer.Text("token")
                ?? answer.Text("access_token")
                ?? throw new RegistryLoginException(
                    $"failed to authorize: failed to fetch {kind} token: authorization server did not include "
                        + "a token in the response"
                );
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new RegistryLoginException(
                $"failed to authorize: failed to fetch {kind} token: " + $"Get \"{address}\": {e.Message}"
            );
        }
    }

    /// <summary>Null if a password would go over the network in the clear.</summary>
    private static Uri? Address(Dictionary<string, string> asked, ImageName name)
    {
        if (
            !Uri.TryCreate(asked.GetValueOrDefault("realm"), UriKind.Absolute, out var realm)
            || !(
                realm.Scheme == Uri.UriSchemeHttps
                || (realm.Scheme == Uri.UriSchemeHttp && RegistryClient.IsLoopback(realm.Authority))
            )
        )
            return null;
        var scope = asked.GetValueOrDefault("scope") ?? $"repository:{name.Repository}:pull";
        var query = $"scope={Uri.EscapeDataString(scope)}";
        if (asked.TryGetValue("service", out var service))
            query += $"&service={Uri.EscapeDataString(service)}";
        return new UriBuilder(realm)
        {
            Query = realm.Query.Length > 1 ? $"{realm.Query[1..]}&{query}" : query,
        }.Uri;
    }

    private static bool Is(AuthenticationHeaderValue? header, string scheme) =>
        string.Equals(header?.Scheme, scheme, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("([A-Za-z]+)=\"([^\"]*)\"")]
    private static partial Regex Parameters();
}

/// <summary>A registry that does not let its user in, in the words of containerd.</summary>
internal sealed class RegistryLoginException(string message) : Exception(message);
