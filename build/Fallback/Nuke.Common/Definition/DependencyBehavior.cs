namespace Nuke.Common;

/// <summary>Whether the dependencies run when a target's static condition is false.</summary>
public enum DependencyBehavior
{
    Skip,
    Execute,
}
