using Microsoft.Extensions.Options;
using User.Accounts;
using User.Settings;

namespace User.Sessions;

/// <summary>Starts a session if the password is right.</summary>
internal sealed class LogIn(
    IAccountStore accounts,
    ISessionStore sessions,
    ILoginAttempts attempts,
    IOptions<SessionSettings> sessionSettings,
    TimeProvider time
)
{
    /// <summary>The outcome.</summary>
    public abstract record Outcome
    {
        /// <summary>A session was started.</summary>
        public sealed record Begun(SessionToken Token, Session Session) : Outcome;

        /// <summary>No such account, or a wrong password; callers cannot tell which.</summary>
        public sealed record Wrong : Outcome;

        /// <summary>Locked for that long after too many wrong passwords.</summary>
        public sealed record Locked(TimeSpan Wait) : Outcome;
    }

    public async Task<Outcome> ExecuteAsync(
        EmailAddress email,
        string password,
        CancellationToken cancellation
    )
    {
        // Before the password is verified: parallel attempts must not all get through.
        if (await attempts.TakeAsync(email, cancellation) is { } wait)
            return new Outcome.Locked(wait);
        var account = await accounts.FindAsync(email, cancellation);
        var matches = PasswordHash.Matches(password, account?.PasswordHash ?? PasswordHash.OfNobody);
        if (!matches || account is null)
            return new Outcome.Wrong();
        await attempts.ForgetAsync(email, cancellation);
        var token = SessionToken.Create();
        var session = new Session(
            account.Id,
            account.PasswordVersion,
            time.GetUtcNow() + sessionSettings.Value.Lifetime
        );
        await sessions.SaveAsync(token, session, cancellation);
        return new Outcome.Begun(token, session);
    }
}
