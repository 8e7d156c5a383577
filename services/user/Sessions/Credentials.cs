using User.Accounts;

namespace User.Sessions;

/// <summary>What someone logs in with, as it arrives. A class, so that no text of it shows the
/// password.</summary>
internal sealed class Credentials
{
    public string? Email { get; init; }

    public string? Password { get; init; }

    /// <summary>What is wrong with it, by field name; empty when nothing is.</summary>
    public IEnumerable<KeyValuePair<string, string>> Mistakes()
    {
        if (EmailAddress.Parse(Email) is null)
            yield return new("email", "An e-mail address is needed.");
        if (string.IsNullOrEmpty(Password))
            yield return new("password", "A password is needed.");
    }
}
