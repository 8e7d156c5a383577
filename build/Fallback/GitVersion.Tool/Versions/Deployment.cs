using GitVersion.Configuration;

namespace GitVersion.Versions;

/// <summary>How the number of commits becomes part of a version.</summary>
internal static class Deployment
{
    /// <summary>The version that is given to a commit, and its build metadata.</summary>
    public static (SemanticVersion Version, int? Metadata) Apply(
        DeploymentMode mode,
        SemanticVersion next,
        int distance
    ) =>
        mode switch
        {
            DeploymentMode.ManualDeployment => (next, distance),
            DeploymentMode.ContinuousDelivery => (WithCount(next, distance), null),
            _ => (next with { PreRelease = null }, null),
        };

    // The number of 'next' is already that of one commit after its source.
    private static SemanticVersion WithCount(SemanticVersion next, int distance) =>
        next with
        {
            PreRelease = next.PreRelease! with { Number = next.PreRelease.Number + distance - 1 },
        };
}
