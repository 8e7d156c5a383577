namespace Nuke.Common.Execution;

/// <summary>Asked where a target reports for the table.</summary>
public interface IOnTargetSummaryUpdated : IBuildExtension
{
    void OnTargetSummaryUpdated(INukeBuild build, ExecutableTarget target);
}
