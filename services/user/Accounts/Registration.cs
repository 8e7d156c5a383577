namespace User.Accounts;

/// <summary>What someone registers with, as it arrives. A class, so that no text of it shows the
/// password.</summary>
internal sealed class Registration
{
    public string? Email { get; init; }

    public string? Name { get; init; }

    public string? Password { get; init; }

    /// <summary>What is wrong with it, by field name; empty when nothing is.</summary>
    public IEnumerable<KeyValuePair<string, string>> Mistakes()
    {
        if (EmailAddress.Parse(Email) is null)
            yield return new("email", "An e-mail address is needed.");
        if (Name?.Trim() is not { Length: >= 1 and <= 100 } name || name.Any(char.IsControl))
            yield return new("name", "1 to 100 characters are needed.");
        if (!PasswordRule.Allows(Password))
            yield return new("password", PasswordRule.Text);
    }
}
