namespace User.Sessions;

/// <summary>A login that holds.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="PasswordVersion">With which of the account's passwords; it ends with that.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
internal sealed record Session(Guid AccountId, int PasswordVersion, DateTimeOffset ExpiresAt);
