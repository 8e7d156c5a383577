namespace Nuke.Common.Execution;

/// <summary>Asked once the targets are known and nothing is planned.</summary>
public interface IOnBuildCreated : IBuildExtension
{
    void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets);
}
