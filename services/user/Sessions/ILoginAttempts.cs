using User.Accounts;

namespace User.Sessions;

/// <summary>
/// Counts login attempts by e-mail address, whether or not the account exists, so that a lock-out does not
/// reveal who is registered.
/// </summary>
internal interface ILoginAttempts
{
    /// <summary>Uses one of an address's attempts. Atomic.</summary>
    /// <returns>Null if one was left, otherwise the time until there are new ones.</returns>
    Task<TimeSpan?> TakeAsync(EmailAddress email, CancellationToken cancellation);

    /// <summary>Resets an address's attempts after a successful login.</summary>
    Task ForgetAsync(EmailAddress email, CancellationToken cancellation);
}
