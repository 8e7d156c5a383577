using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Images.Registries;

/// <summary>Answers the challenges of registries, and remembers the answers for each scope.</summary>
internal sealed class RegistryAuthorization(
    RegistryOptions options, HttpClient http, Func<Uri, bool> mayCarrySecrets, DockerLogins? logins = null)
{
    private readonly DockerLogins _logins = logins ?? new(options.DockerConfigDirectory);

    // Helpers may take a second, and are wanted for every scope.
    private readonly ConcurrentDictionary<string, Lazy<Task<RegistryCredentials?>>> _found = new();
    private readonly ConcurrentDictionary<(string Registry, string Scope), AuthenticationHeaderValue>
        _answers = new();

    /// <summary>The header to send at first; null where the registry has not asked for one yet.</summary>
    public AuthenticationHeaderValue? Known(string registry, string scope) =>
        _answers.GetValueOrDefault((registry, scope));

    /// <summary>Makes a new header for a challenge; null where it cannot be answered.</summary>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(
        string registry, string scope, IReadOnlyList<AuthChallenge> challenges, CancellationToken ct)
    {
        // It was accepted before, so what a helper gave then may be over.
        if (_answers.ContainsKey((registry, scope)))
            _found.TryRemove(registry, out _);
        var credentials = await CredentialsAsync(registry, ct);
        AuthenticationHeaderValue? answer = null;
        if (challenges.FirstOrDefault(challenge => challenge.IsBearer) is { } bearer)
            answer = await TokenAsync(registry, scope, bearer, credentials, ct);
        else if (challenges.Any(challenge => challenge.IsBasic) && credentials is { IsRefreshToken: false })
            answer = Basic(credentials);
        if (answer is null)
            _answers.TryRemove((registry, scope), out _);
        else
            _answers[(registry, scope)] = answer;
        return answer;
    }

    public async Task<RegistryCredentials?> CredentialsAsync(string registry, CancellationToken ct)
    {
        if (options.Credentials.GetValueOrDefault(registry) is { } given)
            return given;
        var finding = _found.GetOrAdd(registry, _ => new(() => _logins.FindAsync(registry, ct)));
        try
        {
            return await finding.Value;
        }
        catch
        {
            _found.TryRemove(KeyValuePair.Create(registry, finding));
            throw;
        }
    }

    private static AuthenticationHeaderValue Basic(RegistryCredentials credentials) => new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.User}:{credentials.Secret}")));

    private async Task<AuthenticationHeaderValue?> TokenAsync(
        string registry, string scope, AuthChallenge challenge, RegistryCredentials? credentials,
        CancellationToken ct)
    {
        if (!Uri.TryCreate(challenge["realm"], UriKind.Absolute, out var realm) || !mayCarrySecrets(realm))
        {
            throw RegistryRefusal.Unintelligible(
                registry, $"it wants tokens from '{challenge["realm"]}', which may not see credentials.");
        }
        using var request = credentials is { IsRefreshToken: true }
            ? Exchange(realm, challenge, scope, credentials)
            : Ask(realm, challenge, scope, credentials);
        using var response = await http.SendAsync(request, ct);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return null;
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException(
                $"The token service {realm.Authority} answered {(int)response.StatusCode}.");
        return new AuthenticationHeaderValue(
            "Bearer", ReadToken(await response.Content.ReadAsStringAsync(ct), realm));
    }

    private static string ReadToken(string body, Uri realm)
    {
        try
        {
            var json = JsonNode.Parse(body);
            var token = json?["token"]?.GetValue<string>() ?? json?["access_token"]?.GetValue<string>();
            return token ?? throw RegistryRefusal.Unintelligible(realm.Authority, "it gave no token.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw RegistryRefusal.Unintelligible(realm.Authority, "its token is no JSON.");
        }
    }

    private static HttpRequestMessage Ask(
        Uri realm, AuthChallenge challenge, string scope, RegistryCredentials? credentials)
    {
        var query = new List<string>();
        if (challenge["service"] is { } service)
            query.Add($"service={Uri.EscapeDataString(service)}");
        query.AddRange(scope.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => $"scope={Uri.EscapeDataString(part)}"));
        var uri = new UriBuilder(realm);
        uri.Query = string.Join(
            '&', uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Concat(query));
        return new HttpRequestMessage(HttpMethod.Get, uri.Uri)
        {
            Headers = { Authorization = credentials is null ? null : Basic(credentials) },
        };
    }

    private static HttpRequestMessage Exchange(
        Uri realm, AuthChallenge challenge, string scope, RegistryCredentials credentials) =>
        new(HttpMethod.Post, realm)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["service"] = challenge["service"] ?? "",
                ["client_id"] = "slipway",
                ["scope"] = scope,
                ["refresh_token"] = credentials.Secret,
            }),
        };
}
