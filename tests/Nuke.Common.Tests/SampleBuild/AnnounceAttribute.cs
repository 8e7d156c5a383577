using Nuke.Common.Execution;

namespace SampleBuild;

internal sealed class AnnounceAttribute : BuildExtensionAttributeBase, IOnBuildCreated, IOnTargetSucceeded
{
    public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets) =>
        Console.WriteLine($"extension: {executableTargets.Count} targets");

    public void OnTargetSucceeded(ExecutableTarget target) =>
        Console.WriteLine($"extension: {target.Name} is {target.Status}");
}
