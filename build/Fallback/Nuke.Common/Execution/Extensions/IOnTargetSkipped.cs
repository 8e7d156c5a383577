namespace Nuke.Common.Execution;

/// <summary>Asked where a target is skipped.</summary>
public interface IOnTargetSkipped : IBuildExtension
{
    void OnTargetSkipped(ExecutableTarget target);
}
