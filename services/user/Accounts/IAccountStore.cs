namespace User.Accounts;

/// <summary>Storage of accounts.</summary>
internal interface IAccountStore
{
    /// <summary>Adds one.</summary>
    /// <returns>False if another account has its e-mail address.</returns>
    Task<bool> AddAsync(Account account, CancellationToken cancellation);

    /// <summary>The account with that id, or null.</summary>
    Task<Account?> FindAsync(Guid id, CancellationToken cancellation);

    /// <summary>The account with that e-mail address, or null.</summary>
    Task<Account?> FindAsync(EmailAddress email, CancellationToken cancellation);

    /// <summary>Replaces an account's password and increments its version.</summary>
    /// <returns>False if the password has changed in the meantime.</returns>
    Task<bool> SetPasswordAsync(Account seen, string hash, CancellationToken cancellation);
}
