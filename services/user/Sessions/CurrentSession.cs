using User.Accounts;

namespace User.Sessions;

/// <summary>The caller of a request.</summary>
internal sealed record Caller(SessionToken Token, Session Session, Account Account);

/// <summary>Identifies the caller of a request.</summary>
internal sealed class CurrentSession(ISessionStore sessions, IAccountStore accounts)
{
    /// <summary>The caller, or null without the token of a valid session.</summary>
    public async Task<Caller?> FindAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (
            SessionToken.Of(request) is not { } token
            || await sessions.FindAsync(token, cancellation) is not { } session
            || await accounts.FindAsync(session.AccountId, cancellation) is not { } account
        )
        {
            return null;
        }
        var holds = session.PasswordVersion == account.PasswordVersion;
        return holds ? new Caller(token, session, account) : null;
    }
}
