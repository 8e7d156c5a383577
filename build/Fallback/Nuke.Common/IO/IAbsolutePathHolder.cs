namespace Nuke.Common.IO;

/// <summary>Something that stands for a path, like a project.</summary>
public interface IAbsolutePathHolder
{
    AbsolutePath Path { get; }
}
