using Nuke.Common.Execution;

namespace SampleBuild;

internal sealed class AnnounceAttribute : BuildExtensionAttributeBase, IOnBuildInitialized
{
    public void OnBuildInitialized(
        IReadOnlyCollection<ExecutableTarget> executableTargets,
        IReadOnlyCollection<ExecutableTarget> executionPlan
    ) => Console.WriteLine($"extension: {executionPlan.Count} of {executableTargets.Count} targets");
}
