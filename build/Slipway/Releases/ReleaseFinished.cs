using Slipway.Reporting;

namespace Slipway.Releases;

/// <summary>How a release ended was recorded.</summary>
/// <param name="Release">The release, as recorded.</param>
public sealed record ReleaseFinished(Release Release)
    : Notice(Severity.Detail, $"Recorded {Release.Display} as {Release.State.Word()}")
{
    /// <summary>Between its first record and this one.</summary>
    public TimeSpan Duration => (Release.Finished ?? Release.Started) - Release.Started;
}
