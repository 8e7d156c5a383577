using Slipway.Values;

namespace Slipway.Releases;

/// <summary>What a history keeps of the message of a failure.</summary>
public static class FailureRemark
{
    private const int Longest = 500;

    /// <summary>The first line of a failure that says something, and how many others came with it.</summary>
    public static string Of(Exception failure) =>
        failure is Refusal { Parts: { Count: > 1 } parts }
            ? $"{Of(parts[0].What)} (and {parts.Count - 1} more)"
            : Of(failure.Message);

    /// <summary>
    /// The first line that says something. One that only announces the next (it ends with a colon) is kept
    /// with it.
    /// </summary>
    public static string Of(string message)
    {
        var lines = message.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var count = lines.TakeWhile(line => line.EndsWith(':')).Count() + 1;
        var remark = string.Join(' ', lines.Take(count));
        return remark.Length <= Longest ? remark : $"{remark[..Longest]}…";
    }
}
