namespace Nuke.Common.Execution;

/// <summary>Asked right before a target runs.</summary>
public interface IOnTargetRunning : IBuildExtension
{
    void OnTargetRunning(ExecutableTarget target);
}
