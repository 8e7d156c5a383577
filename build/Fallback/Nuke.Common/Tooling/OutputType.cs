namespace Nuke.Common.Tooling;

/// <summary>Which stream a line came from.</summary>
public enum OutputType
{
    Std,
    Err,
}
