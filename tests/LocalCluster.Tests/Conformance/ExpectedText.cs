using System.Text.RegularExpressions;

namespace LocalCluster.Tests.Conformance;

/// <summary>
/// Compares what was printed with what a session expects. Words in angle brackets stand for what differs from
/// run to run, a line <c>...</c> for any lines. The width of columns follows their content, so blanks between
/// words count as one wherever there are several.
/// </summary>
internal static partial class ExpectedText
{
    private static readonly Dictionary<string, string> s_placeholders = new()
    {
        ["<age>"] = @"(\d+[smhd]){1,2}",
        ["<any>"] = @".*?",
        ["<hash>"] = "[bcdfghjklmnpqrstvwxz2456789]{8,10}",
        ["<id>"] = "[bcdfghjklmnpqrstvwxz2456789]{5}",
        ["<ip>"] = @"\d+\.\d+\.\d+\.\d+",
        ["<rv>"] = @"\d+",
        ["<time>"] =
            @"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z|\w{3}, \d\d \w{3} \d{4} [\d:]{8} [+-]\d{4}"
            + @"|\d{4}-\d\d-\d\d [\d:]{8} [+-]\d{4} UTC)",
        ["<uid>"] = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    };

    public static bool Matches(string expected, string printed) =>
        Regex.IsMatch(
            Blanks(printed.TrimEnd()) + "\n",
            Pattern(expected.TrimEnd()),
            RegexOptions.None,
            Eventually.Deadline
        );

    private static string Pattern(string expected)
    {
        var lines = Blanks(expected)
            .Split('\n')
            .Select(line =>
                line == "..."
                    ? "(?:.*\n)*?"
                    : Placeholder().Replace(Regex.Escape(line), m => s_placeholders[m.Value]) + "\n"
            );
        return $@"\A{string.Concat(lines)}\z";
    }

    private static string Blanks(string text) =>
        string.Join('\n', text.Split('\n').Select(l => InnerBlanks().Replace(l.TrimEnd(), "  ")));

    [GeneratedRegex(@"(?<=\S)( {2,}|\t)(?=\S)")]
    private static partial Regex InnerBlanks();

    [GeneratedRegex("<(age|any|hash|id|ip|rv|time|uid)>")]
    private static partial Regex Placeholder();
}
