using System.Text.RegularExpressions;

namespace User.Accounts;

/// <summary>
/// An e-mail address, normalized for comparison. Only sending a message shows whether it exists, so little
/// more is checked than that it is a single address (RFC 5321 allows 254 characters).
/// </summary>
internal readonly partial record struct EmailAddress
{
    private EmailAddress(string value) => Value = value;

    /// <summary>In lower case: providers ignore case in practice.</summary>
    public string Value { get; }

    /// <summary>Parses user input; null if it is not an address.</summary>
    public static EmailAddress? Parse(string? text) =>
        text?.Trim() is { Length: <= 254 } trimmed && Form().IsMatch(trimmed)
            ? new EmailAddress(trimmed.ToLowerInvariant())
            : null;

    /// <inheritdoc />
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[^@\s\p{Cc}<>,;]{1,64}@[^@\s\p{Cc}<>,;]+\z")]
    private static partial Regex Form();
}
