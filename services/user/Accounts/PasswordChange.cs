using User.Sessions;

namespace User.Accounts;

/// <summary>Changes an account's password and ends all its sessions except the caller's.</summary>
internal sealed class PasswordChange(IAccountStore accounts, ISessionStore sessions, ILoginAttempts attempts)
{
    /// <summary>The outcome.</summary>
    public abstract record Outcome
    {
        /// <summary>The password was changed.</summary>
        public sealed record Changed : Outcome;

        /// <summary>The current password was wrong.</summary>
        public sealed record Wrong : Outcome;

        /// <summary>Another change came first.</summary>
        public sealed record Outrun : Outcome;

        /// <summary>Locked for that long after too many wrong passwords.</summary>
        public sealed record Locked(TimeSpan Wait) : Outcome;
    }

    public async Task<Outcome> ExecuteAsync(Caller caller, NewPassword given, CancellationToken cancellation)
    {
        var account = caller.Account;
        if (await attempts.TakeAsync(account.Email, cancellation) is { } wait)
            return new Outcome.Locked(wait);
        if (!PasswordHash.Matches(given.CurrentPassword!, account.PasswordHash))
            return new Outcome.Wrong();
        await attempts.ForgetAsync(account.Email, cancellation);
        if (!await accounts.SetPasswordAsync(account, PasswordHash.Of(given.Password!), cancellation))
            return new Outcome.Outrun();
        // Sessions of the old version are already invalid. If this fails, so is the caller's.
        await sessions.SaveAsync(
            caller.Token,
            caller.Session with
            {
                PasswordVersion = account.PasswordVersion + 1,
            },
            cancellation
        );
        return new Outcome.Changed();
    }
}
