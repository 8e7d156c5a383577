using Slipway.Releases;

namespace Slipway.Targets.Logging;

/// <summary>What was recorded of a release, for people. Pure.</summary>
internal static class ReportText
{
    /// <summary>The lines: which release, why it failed, and what was known then.</summary>
    public static IReadOnlyList<string> Of(Release release, DateTimeOffset now) =>
        [
            $"{release.Display}: {release.State.Word()}, {$"{release.Kind}".ToLowerInvariant()} by {release.RanBy} "
                + $"{ReleaseTables.Age(now - release.Started)} ago"
                + (release.Run?.Url is { } url ? $", {url}" : ""),
            .. release.ManifestCommit is { } commit ? [$"commit {commit}"] : Array.Empty<string>(),
            .. release.Failure is { } failure ? [$"failure: {failure}"] : new[] { "It did not fail." },
            .. Part("Recorded when it failed:", release.Evidence),
            .. Part("Analysis:", release.Analysis),
        ];

    private static IEnumerable<string> Part(string heading, IReadOnlyList<string> lines) =>
        lines.Count == 0 ? [] : ["", heading, .. lines.Select(line => $"  {line}")];
}
