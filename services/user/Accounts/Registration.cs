namespace User.Accounts;

/// <summary>A registration, as received. A class, so that its ToString shows no password.</summary>
internal sealed class Registration
{
    public string? Email { get; init; }

    public string? Name { get; init; }

    public string? Password { get; init; }

    /// <summary>Validation errors by field name; empty if valid.</summary>
    public IEnumerable<KeyValuePair<string, string>> Mistakes()
    {
        if (EmailAddress.Parse(Email) is null)
            yield return new("email", "Must be an e-mail address.");
        if (Name?.Trim() is not { Length: >= 1 and <= 100 } name || name.Any(char.IsControl))
            yield return new("name", "Must have 1 to 100 characters.");
        if (!PasswordRule.Allows(Password))
            yield return new("password", PasswordRule.Text);
    }
}
