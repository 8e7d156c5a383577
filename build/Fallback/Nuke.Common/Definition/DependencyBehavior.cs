namespace Nuke.Common;

/// <summary>What happens to the dependencies of a target whose static condition does not hold.</summary>
public enum DependencyBehavior
{
    Skip,
    Execute,
}
