namespace Slipway.Targets.Logging;

/// <summary>How wide an answer may be, and whether it has colours.</summary>
/// <param name="Width">In characters; null where lines have no end, as in a pipe.</param>
/// <param name="HasColors">Whether it has.</param>
internal sealed record TerminalStyle(int? Width, bool HasColors)
{
    /// <summary>A file or a pipe.</summary>
    public static TerminalStyle None { get; } = new(null, HasColors: false);

    /// <summary>
    /// That of this process: colours on a terminal alone, unless <c>NO_COLOR</c> (no-color.org) or <c>TERM=dumb</c> forbids
    /// them.
    /// </summary>
    public static TerminalStyle OfThisProcess() =>
        Console.IsOutputRedirected
            ? None
            : new TerminalStyle(
                Console.WindowWidth > 0 ? Console.WindowWidth : null,
                string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                    && Environment.GetEnvironmentVariable("TERM") != "dumb"
            );

    /// <summary>Text in a colour of the terminal's palette.</summary>
    public string Paint(string text, AnsiColor color) =>
        HasColors && text.Length > 0 ? $"\e[{(int)color}m{text}\e[0m" : text;
}

/// <summary>Renditions of ECMA-48 that every terminal knows.</summary>
internal enum AnsiColor
{
    /// <summary>Stands out.</summary>
    Bold = 1,

    /// <summary>What goes.</summary>
    Red = 31,

    /// <summary>What comes.</summary>
    Green = 32,

    /// <summary>What to look at.</summary>
    Yellow = 33,

    /// <summary>Tells one from another.</summary>
    Blue = 34,

    /// <summary>Tells one from another.</summary>
    Magenta = 35,

    /// <summary>Tells one from another.</summary>
    Cyan = 36,
}
