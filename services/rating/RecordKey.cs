using System.Text.RegularExpressions;

namespace Rating;

/// <summary>What is rated: a record of a type, for example the movie 1.</summary>
public readonly partial record struct RecordKey(string Type, string Id)
{
    /// <summary>Validation errors by field name; empty if valid.</summary>
    public IEnumerable<KeyValuePair<string, string>> Mistakes()
    {
        if (!Name().IsMatch(Type))
            yield return new("recordType", "Must have 1 to 64 letters, digits, '.', '_' or '-'.");
        if (!Name().IsMatch(Id))
            yield return new("recordId", "Must have 1 to 64 letters, digits, '.', '_' or '-'.");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Name();
}
