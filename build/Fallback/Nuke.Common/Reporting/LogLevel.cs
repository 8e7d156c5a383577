namespace Nuke.Common;

/// <summary>The least severe events that are logged.</summary>
public enum LogLevel
{
    Trace,
    Normal,
    Warning,
    Error,
}
