namespace Nuke.Common.Execution;

/// <summary>Asked after the table at the end.</summary>
public interface IOnBuildFinished : IBuildExtension
{
    void OnBuildFinished();
}
