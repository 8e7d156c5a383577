namespace User.Sessions;

/// <summary>A logged-in user's session.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="PasswordVersion">The password version; the session ends when it changes.</param>
/// <param name="ExpiresAt">When it expires.</param>
internal sealed record Session(Guid AccountId, int PasswordVersion, DateTimeOffset ExpiresAt);
