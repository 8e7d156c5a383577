namespace User.Accounts;

/// <summary>Someone's account.</summary>
/// <param name="Id">Never changes and never comes again.</param>
/// <param name="Email">No other account has it.</param>
/// <param name="Name">How its owner is shown to others.</param>
/// <param name="PasswordHash">See <see cref="Accounts.PasswordHash"/>.</param>
/// <param name="PasswordVersion">
/// Counts the passwords that the account has had; a session holds for the one that it was begun with.
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
    /// <summary>For logs: who, but nothing about them.</summary>
    public override string ToString() => $"account {Id}";
}
