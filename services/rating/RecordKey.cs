using System.Text.RegularExpressions;

namespace Rating;

/// <summary>What is rated: a record of a type, for example the movie 1.</summary>
public readonly partial record struct RecordKey(string Type, string Id)
{
    /// <summary>What is wrong with it, by field name; empty when nothing is.</summary>
    public IEnumerable<KeyValuePair<string, string>> Mistakes()
    {
        if (!Name().IsMatch(Type))
            yield return new("recordType", "Up to 64 letters, digits, '.', '_' or '-' are needed.");
        if (!Name().IsMatch(Id))
            yield return new("recordId", "Up to 64 letters, digits, '.', '_' or '-' are needed.");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Name();
}
