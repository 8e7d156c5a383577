using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Pipeline.Promote;

/// <summary>The release to promote has manifests that no commit has.</summary>
public sealed class UntraceableReleaseException(Release release, string environment)
    : Refusal(
        $"{release.Display}, which runs in {environment}, was made of uncommitted changes: no commit has its "
            + "manifests, so they cannot be promoted",
        $"environment {environment}",
        $"commit them, run ./build.sh Deploy --env {environment}, and promote again"
    );

/// <summary>The release to promote has no bundle to take its manifests from.</summary>
public sealed class UnbundledReleaseException(Release release, string environment)
    : Refusal(
        $"{release.Display}, which runs in {environment}, has no bundle to promote",
        $"environment {environment}",
        $"run ./build.sh Deploy --env {environment} at the same commit, which pushes its bundle and restarts nothing, and "
            + "promote again"
    );

/// <summary>A bundle and the record that names it do not agree.</summary>
public sealed class BundleMismatchException(
    IReadOnlyList<string> differences,
    ImageReference bundle,
    string environment
)
    : Refusal(
        string.Join('\n', differences),
        $"{bundle}, which the record of {environment} names",
        $"Do not promote this release. Deploy another commit to {environment} and promote that one; find out who changed "
            + "the record or the bundle."
    );

/// <summary>The bundle that is promoted has no overlay for the environment.</summary>
public sealed class OverlayMissingException(string commit, string overlay, string source)
    : Refusal(
        $"The release of commit {commit[..Math.Min(7, commit.Length)]}, which is to be promoted, has no {overlay}.",
        overlay,
        $"Commit the overlay, run ./build.sh Deploy --env {source}, and promote again."
    );
