namespace LocalCluster.Tests.Conformance;

/// <summary>A command of a session and what it must answer.</summary>
/// <param name="Line">Where it stands in its file.</param>
/// <param name="Command">The line that the shell runs.</param>
/// <param name="Eventually">Whether the answer may take a while to come true.</param>
/// <param name="Versions">The versions of kubectl that know the command.</param>
/// <param name="Answers">The answer by version; the first that holds the version counts.</param>
internal sealed record SessionStep(
    int Line,
    string Command,
    bool Eventually,
    VersionRange Versions,
    IReadOnlyList<(VersionRange Versions, string Text)> Answers
)
{
    /// <summary>Whether the command or an answer is new with this version, or gone after it.</summary>
    public bool ChangesAt(int minor) => Versions.EndsAt(minor) || Answers.Any(a => a.Versions.EndsAt(minor));

    /// <summary>The answer that a version must give.</summary>
    public string Answer(int minor) =>
        Answers.Where(a => a.Versions.Holds(minor)).Select(a => a.Text).FirstOrDefault()
        ?? throw new FormatException($"Line {Line} has no answer for 1.{minor}.");
}
