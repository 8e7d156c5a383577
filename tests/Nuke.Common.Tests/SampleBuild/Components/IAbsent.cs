using Nuke.Common;

namespace SampleBuild.Components;

/// <summary>No build implements it.</summary>
public interface IAbsent : INukeBuild
{
    Target Absent => _ => _;
}
