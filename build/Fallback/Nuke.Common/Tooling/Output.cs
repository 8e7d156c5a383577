namespace Nuke.Common.Tooling;

/// <summary>One line that a process wrote.</summary>
public struct Output
{
    public OutputType Type { get; internal set; }

    public string Text { get; internal set; }
}
