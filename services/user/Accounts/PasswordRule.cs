namespace User.Accounts;

/// <summary>Password policy: a minimum length and no composition rules, as in NIST SP 800-63B.</summary>
internal static class PasswordRule
{
    /// <summary>The rule in words.</summary>
    public const string Text = "Must have 10 to 256 characters.";

    /// <summary>Whether a password may be used.</summary>
    public static bool Allows(string? password) => password is { Length: >= 10 and <= 256 };
}
