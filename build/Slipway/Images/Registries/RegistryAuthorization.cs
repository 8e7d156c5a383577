using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Slipway.Reporting;

namespace Slipway.Images.Registries;

/// <summary>Answers the challenges of registries, and remembers the answers for each scope.</summary>
internal sealed class RegistryAuthorization(RegistryOptions options, TokenRequest tokens, IReporter reporter)
{
    private readonly DockerLogins _logins = new(
        options.DockerConfigDirectory,
        reporter,
        options.CredentialStorePath
    );

    private readonly SemaphoreSlim _asking = new(1);
    private readonly ConcurrentDictionary<string, RegistryCredentials?> _found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<
        (string Registry, string Scope),
        AuthenticationHeaderValue
    > _answers = new();

    /// <summary>
    /// The scope to ask for: whoever writes a repository reads it with the same rights. To those who may only
    /// read it, some registries do not show one that is not there yet.
    /// </summary>
    public string Widest(string registry, string scope)
    {
        var wider = $"{scope},push";
        return _answers.ContainsKey((registry, wider)) ? wider : scope;
    }

    /// <summary>The header to send at first; null where the registry has not demanded one yet.</summary>
    public AuthenticationHeaderValue? Known(string registry, string scope) =>
        _answers.GetValueOrDefault((registry, scope));

    /// <summary>Makes a new header for a challenge; null where it cannot be answered.</summary>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(
        string registry,
        string scope,
        IReadOnlyList<AuthChallenge> challenges,
        CancellationToken ct
    )
    {
        // An earlier token has expired, and so may have the helper's credentials.
        if (_answers.TryRemove((registry, scope), out _))
            _found.TryRemove(registry, out _);
        var credentials = await CredentialsAsync(registry, ct);
        AuthenticationHeaderValue? answer = null;
        if (challenges.FirstOrDefault(challenge => challenge.IsBearer) is { } bearer)
            answer = await tokens.SendAsync(registry, scope, bearer, credentials, ct);
        else if (challenges.Any(challenge => challenge.IsBasic) && credentials is { IsRefreshToken: false })
            answer = TokenRequest.Basic(credentials);
        if (answer is not null)
            _answers[(registry, scope)] = answer;
        return answer;
    }

    /// <summary>The user at a registry; null for anonymous access.</summary>
    /// <exception cref="RegistryRefusal">Docker's configuration is broken.</exception>
    public async Task<RegistryCredentials?> CredentialsAsync(string registry, CancellationToken ct)
    {
        if (options.Credentials.TryGetValue(registry, out var given))
            return given;
        // Helpers are programs; some take a second, and an image has many scopes.
        await _asking.WaitAsync(ct);
        try
        {
            if (!_found.TryGetValue(registry, out var found))
                _found[registry] = found = await _logins.FindAsync(registry, ct);
            return found;
        }
        finally
        {
            _asking.Release();
        }
    }
}
