namespace Slipway.Versioning;

/// <summary>A commit between two others.</summary>
/// <param name="Id">Its full id.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="IsAdded">Whether the later one has it and the earlier one does not; false where it is the other way round.</param>
public sealed record LoggedCommit(string Id, string Author, string Subject, bool IsAdded)
{
    /// <summary>Reads a record of git's log, fields separated by U+001F; null where it is none.</summary>
    internal static LoggedCommit? Parse(string text) =>
        text.Split('\u001f', 4) is [var mark, var id, var author, var subject]
            ? new LoggedCommit(id, author, subject, mark.Trim() == ">")
            : null;
}
