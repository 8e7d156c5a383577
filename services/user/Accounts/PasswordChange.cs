using User.Sessions;

namespace User.Accounts;

/// <summary>Gives an account another password. All its sessions end but the one that asks for it.</summary>
internal sealed class PasswordChange(IAccountStore accounts, ISessionStore sessions, ILoginAttempts attempts)
{
    /// <summary>What came of it.</summary>
    public abstract record Outcome
    {
        /// <summary>The new password holds.</summary>
        public sealed record Changed : Outcome;

        /// <summary>The current password was not the right one.</summary>
        public sealed record Wrong : Outcome;

        /// <summary>Another change came first.</summary>
        public sealed record Outrun : Outcome;

        /// <summary>Too many wrong passwords; not looked at for that long.</summary>
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
        // The sessions of the earlier version are void by now. Should this fail, that of the caller is too.
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
