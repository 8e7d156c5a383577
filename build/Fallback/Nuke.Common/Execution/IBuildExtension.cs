namespace Nuke.Common.Execution;

/// <summary>Something that takes part in a run; those with a higher priority come first.</summary>
public interface IBuildExtension
{
    float Priority { get; }
}
