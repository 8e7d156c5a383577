namespace Nuke.Common.Execution;

/// <summary>Asked after a target failed.</summary>
public interface IOnTargetFailed : IBuildExtension
{
    void OnTargetFailed(ExecutableTarget target);
}
