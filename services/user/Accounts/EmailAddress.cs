using System.Text.RegularExpressions;

namespace User.Accounts;

/// <summary>
/// An e-mail address in the form in which it is compared. Only a message to it could tell whether it exists,
/// so little more is checked than that it is one address (RFC 5321 allows 254 characters).
/// </summary>
internal readonly partial record struct EmailAddress
{
    private EmailAddress(string value) => Value = value;

    /// <summary>In lower case: no provider in use tells letters apart by case.</summary>
    public string Value { get; }

    /// <summary>Reads what someone wrote; null where it is no address.</summary>
    public static EmailAddress? Parse(string? text) =>
        text?.Trim() is { Length: <= 254 } trimmed && Form().IsMatch(trimmed)
            ? new EmailAddress(trimmed.ToLowerInvariant())
            : null;

    /// <inheritdoc />
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[^@\s\p{Cc}<>,;]{1,64}@[^@\s\p{Cc}<>,;]+\z")]
    private static partial Regex Form();
}
