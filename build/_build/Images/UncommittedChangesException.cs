using Slipway.Values;

namespace Slipway.Targets.Images;

/// <summary>Uncommitted changes would be deployed to a shared environment.</summary>
internal sealed class UncommittedChangesException(IReadOnlyList<string> changed, string environment)
    : Refusal(
        $"there are uncommitted changes, so the release in {environment} could not be traced to a commit",
        Listed(changed),
        "commit or stash them (git status lists them), or allow them with --allow-dirty"
    )
{
    private const int Shown = 5;

    private static string Listed(IReadOnlyList<string> changed) =>
        string.Join(", ", changed.Take(Shown))
        + (changed.Count > Shown ? $" and {changed.Count - Shown} more" : "");
}
