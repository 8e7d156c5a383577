namespace Nuke.Common.Reporting;

/// <summary>Colours by their ANSI number, so that the terminal's own palette decides the shade.</summary>
internal enum TextColor
{
    Plain = 0,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Cyan = 36,
    Gray = 90,
}
