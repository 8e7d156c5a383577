namespace User.Accounts;

/// <summary>The public data of an account.</summary>
internal sealed record PublicAccount(Guid Id, string Name, DateTimeOffset CreatedAt)
{
    public static PublicAccount Of(Account account) => new(account.Id, account.Name, account.CreatedAt);
}
