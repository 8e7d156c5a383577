namespace Nuke.Common.Reporting;

/// <summary>The heading of a target's output.</summary>
internal static class Heading
{
    internal static IEnumerable<string> Lines(string text) =>
        [
            "",
            "╬" + new string('═', text.Length + 5),
            "║ " + text,
            "╬" + new string('═', Math.Max(2, text.Length - 4)),
            "",
        ];
}
