namespace Nuke.Common;

/// <summary>How much is logged: everything, everything but traces, warnings and errors, errors.</summary>
public enum Verbosity
{
    Verbose,
    Normal,
    Minimal,
    Quiet,
}
