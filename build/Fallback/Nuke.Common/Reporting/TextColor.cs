namespace Nuke.Common.Reporting;

/// <summary>ANSI colours, shown in the terminal's own palette.</summary>
internal enum TextColor
{
    Plain = 0,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Cyan = 36,
    Gray = 90,
}
