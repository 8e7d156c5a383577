namespace Nuke.Common.Execution;

/// <summary>Asked after a target succeeded.</summary>
public interface IOnTargetSucceeded : IBuildExtension
{
    void OnTargetSucceeded(ExecutableTarget target);
}
