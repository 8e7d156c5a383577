namespace Rating;

/// <summary>One user's rating of a record, as received and not yet validated.</summary>
/// <param name="UserId">Who rates.</param>
/// <param name="Value">From 1 to 5.</param>
public sealed record GivenRating(string? UserId, int? Value)
{
    /// <summary>Validation errors by field name; empty if valid.</summary>
    public IEnumerable<KeyValuePair<string, string>> Mistakes()
    {
        if (string.IsNullOrWhiteSpace(UserId) || UserId.Length > 64)
            yield return new("userId", "Must have 1 to 64 characters.");
        if (Value is not (>= 1 and <= 5))
            yield return new("value", "Must be an integer from 1 to 5.");
    }
}
