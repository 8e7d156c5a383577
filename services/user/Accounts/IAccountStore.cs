namespace User.Accounts;

/// <summary>Where accounts are kept.</summary>
internal interface IAccountStore
{
    /// <summary>Adds one.</summary>
    /// <returns>False where another has its e-mail address.</returns>
    Task<bool> AddAsync(Account account, CancellationToken cancellation);

    /// <summary>The account with that id; null where there is none.</summary>
    Task<Account?> FindAsync(Guid id, CancellationToken cancellation);

    /// <summary>The account with that e-mail address; null where there is none.</summary>
    Task<Account?> FindAsync(EmailAddress email, CancellationToken cancellation);

    /// <summary>Gives an account another password, whose version is one higher.</summary>
    /// <returns>False where the account's password is not the one that was looked at any more.</returns>
    Task<bool> SetPasswordAsync(Account seen, string hash, CancellationToken cancellation);
}
