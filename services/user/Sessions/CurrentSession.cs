using User.Accounts;

namespace User.Sessions;

/// <summary>Whoever makes a request.</summary>
internal sealed record Caller(SessionToken Token, Session Session, Account Account);

/// <summary>Finds out who makes a request.</summary>
internal sealed class CurrentSession(ISessionStore sessions, IAccountStore accounts)
{
    /// <summary>The caller; null where the request shows no token of a session that holds.</summary>
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
