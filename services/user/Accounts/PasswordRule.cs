namespace User.Accounts;

/// <summary>Which passwords are taken: long ones, as NIST SP 800-63B asks, without rules about
/// characters.</summary>
internal static class PasswordRule
{
    /// <summary>The rule in words.</summary>
    public const string Text = "10 to 256 characters are needed.";

    /// <summary>Whether a password may be used.</summary>
    public static bool Allows(string? password) => password is { Length: >= 10 and <= 256 };
}
