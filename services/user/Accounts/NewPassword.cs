namespace User.Accounts;

/// <summary>A password change, as received. A class, so that its ToString shows no password.</summary>
internal sealed class NewPassword
{
    public string? CurrentPassword { get; init; }

    public string? Password { get; init; }

    /// <summary>Validation errors by field name; empty if valid.</summary>
    public IEnumerable<KeyValuePair<string, string>> Mistakes()
    {
        if (string.IsNullOrEmpty(CurrentPassword))
            yield return new("currentPassword", "Must not be empty.");
        if (!PasswordRule.Allows(Password))
            yield return new("password", PasswordRule.Text);
    }
}
