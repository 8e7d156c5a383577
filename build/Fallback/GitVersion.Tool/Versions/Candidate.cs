using GitVersion.Configuration;

namespace GitVersion.Versions;

/// <summary>
/// A base version and the version that would follow from it; the highest of all candidates wins.
/// </summary>
internal sealed record Candidate(BaseVersion Base, SemanticVersion Next)
{
    /// <summary>
    /// The next version, where the base names it already: a merged release branch, for example.
    /// </summary>
    public static Candidate Named(BaseVersion source, string label) =>
        new(source, source.Version with { PreRelease = new PreRelease(label, 1) });

    /// <summary>
    /// The version after a released one. A pre-release on the way to the next version is continued by its
    /// number. Tags of other
    /// branches' pre-releases (<paramref name="others"/>) say that the next version is at least theirs.
    /// </summary>
    public static Candidate After(
        BaseVersion source,
        Increment increment,
        string label,
        IEnumerable<SemanticVersion> others
    )
    {
        var version = source.Version;
        var next = version.PreRelease is { } current
            ? version with
            {
                PreRelease = new PreRelease(label, (current.Number ?? 0) + 1),
            }
            : version.Raise(increment) with
            {
                PreRelease = new PreRelease(label, 1),
            };
        var goal = others.Max()?.Release;
        return goal is not null && goal.CompareTo(next.Release) > 0
            ? new Candidate(source, goal with { PreRelease = new PreRelease(label, 1) })
            : new Candidate(source, next);
    }
}
