using User.Accounts;

namespace User.Sessions;

/// <summary>
/// Counts the tries to log in by e-mail address, whether or not there is such an account: nobody can tell
/// from a lock-out who is registered.
/// </summary>
internal interface ILoginAttempts
{
    /// <summary>Takes one of the tries that an address has; tries at the same time take one each.</summary>
    /// <returns>Null where there was one left, else how long it takes until there are new ones.</returns>
    Task<TimeSpan?> TakeAsync(EmailAddress email, CancellationToken cancellation);

    /// <summary>Gives an address all its tries back: someone knew the password.</summary>
    Task ForgetAsync(EmailAddress email, CancellationToken cancellation);
}
