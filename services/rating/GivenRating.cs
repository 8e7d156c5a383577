namespace Rating;

/// <summary>One user's rating of a record, as it arrives: nothing about it is checked yet.</summary>
/// <param name="UserId">Who rates.</param>
/// <param name="Value">From 1 to 5.</param>
public sealed record GivenRating(string? UserId, int? Value)
{
    /// <summary>What is wrong with it, by field name; empty when nothing is.</summary>
    public IEnumerable<KeyValuePair<string, string>> Mistakes()
    {
        if (string.IsNullOrWhiteSpace(UserId) || UserId.Length > 64)
            yield return new("userId", "1 to 64 characters are needed.");
        if (Value is not (>= 1 and <= 5))
            yield return new("value", "A whole number from 1 to 5 is needed.");
    }
}
