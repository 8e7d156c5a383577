using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Targets.Tests.Logging;

/// <summary>A release that failed.</summary>
internal static class ReportSample
{
    public static Release Failed { get; } =
        new(
            "shop",
            12,
            "1.4.0",
            new string('c', 40),
            "Ada",
            "staging",
            ReleaseKind.Deploy,
            ReleaseState.Failed,
            new Dictionary<string, ImageReference>(),
            [],
            "kubernetes-admin (ada@desk)",
            new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)
        )
        {
            Finished = new DateTimeOffset(2026, 3, 1, 12, 1, 0, TimeSpan.Zero),
            Failure = "deployment/movie: pod movie-7d4-x2, container movie: it crashed (exit code 1)",
            Evidence =
            [
                "deployment/movie: pod movie-7d4-x2, container movie: it crashed (exit code 1)",
                "  | no database",
                "where: deployment/movie in namespace shop",
                "next: Read the log above, correct the service and deploy again.",
            ],
        };
}
