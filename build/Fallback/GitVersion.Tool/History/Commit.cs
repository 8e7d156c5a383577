using System.Globalization;

namespace GitVersion.History;

/// <summary>One commit.</summary>
/// <param name="Id">Its full id.</param>
/// <param name="Parents">The ids of its parents.</param>
/// <param name="Date">The committer's date, in the committer's time zone.</param>
/// <param name="Message">The whole message.</param>
internal sealed record Commit(string Id, IReadOnlyList<string> Parents, DateTimeOffset Date, string Message)
{
    /// <summary>The log format that <see cref="Parse"/> reads.</summary>
    public const string Format = "%H%n%P%n%cI%n%B";

    /// <summary>The date in a .NET format.</summary>
    public string DateAs(string format) => Date.ToString(format, CultureInfo.InvariantCulture);

    public bool IsMerge => Parents.Count > 1;

    /// <summary>Reads one entry of the log.</summary>
    public static Commit Parse(string entry)
    {
        var lines = entry.Split('\n', 4);
        return new Commit(
            lines[0],
            lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            DateTimeOffset.Parse(lines[2], CultureInfo.InvariantCulture),
            lines[3]
        );
    }
}
