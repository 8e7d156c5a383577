namespace User.Accounts;

/// <summary>A change of password, as it arrives. A class, so that no text of it shows a password.</summary>
internal sealed class NewPassword
{
    public string? CurrentPassword { get; init; }

    public string? Password { get; init; }

    /// <summary>What is wrong with it, by field name; empty when nothing is.</summary>
    public IEnumerable<KeyValuePair<string, string>> Mistakes()
    {
        if (string.IsNullOrEmpty(CurrentPassword))
            yield return new("currentPassword", "The account's password is needed.");
        if (!PasswordRule.Allows(Password))
            yield return new("password", PasswordRule.Text);
    }
}
