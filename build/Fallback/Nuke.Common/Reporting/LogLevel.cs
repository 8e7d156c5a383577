namespace Nuke.Common;

/// <summary>The least severe events that are logged.</summary>
internal enum LogLevel
{
    Trace,
    Normal,
    Warning,
    Error,
}
