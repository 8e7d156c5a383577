using User.Accounts;

namespace User.Sessions;

/// <summary>Login credentials, as received. A class, so that its ToString shows no password.</summary>
internal sealed class Credentials
{
    public string? Email { get; init; }

    public string? Password { get; init; }

    /// <summary>Validation errors by field name; empty if valid.</summary>
    public IEnumerable<KeyValuePair<string, string>> Mistakes()
    {
        if (EmailAddress.Parse(Email) is null)
            yield return new("email", "Must be an e-mail address.");
        if (string.IsNullOrEmpty(Password))
            yield return new("password", "Must not be empty.");
    }
}
