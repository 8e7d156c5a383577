namespace User.Accounts;

/// <summary>A user's account.</summary>
/// <param name="Id">Never changes and is never reused.</param>
/// <param name="Email">Unique.</param>
/// <param name="Name">How its owner is shown to others.</param>
/// <param name="PasswordHash">See <see cref="Accounts.PasswordHash"/>.</param>
/// <param name="PasswordVersion">
/// Counts the account's passwords; a session is valid only for the one that it started with.
/// </param>
/// <param name="CreatedAt">When it was registered.</param>
internal sealed record Account(
    Guid Id,
    EmailAddress Email,
    string Name,
    string PasswordHash,
    int PasswordVersion,
    DateTimeOffset CreatedAt
)
{
    /// <summary>For logs: the id and no personal data.</summary>
    public override string ToString() => $"account {Id}";
}
