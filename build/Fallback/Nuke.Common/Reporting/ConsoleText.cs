namespace Nuke.Common.Reporting;

/// <summary>Writes text to standard output, in colour on a terminal.</summary>
internal static class ConsoleText
{
    private static readonly bool s_coloured = UsesColours(
        Console.IsOutputRedirected,
        Environment.GetEnvironmentVariable("NO_COLOR"),
        Environment.GetEnvironmentVariable("TERM")
    );

    internal static bool UsesColours(bool redirected, string noColor, string term) =>
        !redirected && string.IsNullOrEmpty(noColor) && term != "dumb";

    internal static void WriteLine(string text = "", TextColor color = TextColor.Plain)
    {
        lock (Console.Out)
            Console.Out.WriteLine(Paint(text, color));
    }

    internal static string Paint(string text, TextColor color) =>
        !s_coloured || color == TextColor.Plain || text.Length == 0 ? text : $"\e[{(int)color}m{text}\e[0m";
}
