using System.Text.RegularExpressions;

namespace LocalCluster.Tests.Apply;

/// <summary>
/// A case of server-side apply as a table. The first line names the kind and its resource; every other line
/// is <c>manager does[ part] JSON</c> or, after <c>=</c>, what must be so. <c>#</c> begins a remark.
/// </summary>
internal sealed partial record ApplyCase(
    string ApiVersion,
    string Kind,
    string Plural,
    IReadOnlyList<ApplyStep> Steps
)
{
    public static ApplyCase Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n")
            .Split('\n')
            .Index()
            .Where(l => l.Item.Length > 0 && !l.Item.StartsWith('#'))
            .ToList();
        var words = lines[0].Item.Split(' ');
        return new ApplyCase(
            words[0],
            words[1],
            words[2],
            [.. lines.Skip(1).Select(l => Step(l.Index + 1, l.Item))]
        );
    }

    private static ApplyStep Step(int number, string line)
    {
        var match = line.StartsWith("= ", StringComparison.Ordinal) ? Fact().Match(line) : Deed().Match(line);
        if (!match.Success)
            throw new FormatException($"Line {number} is neither a deed nor a fact: {line}");
        return new ApplyStep(
            number,
            match.Groups["who"].Value,
            match.Groups["what"].Value,
            match.Groups["part"] is { Success: true } part ? part.Value : null,
            match.Groups["rest"].Value
        );
    }

    [GeneratedRegex(
        "^(?<who>[a-z-]+) (?<what>applies|forces|patches|creates|scales to)"
            + @"( to (?<part>status|scale))? (?<rest>.+)$"
    )]
    private static partial Regex Deed();

    [GeneratedRegex(
        "^= (?<who>[a-z-]+) ((?<what>owns|has|conflicts with|is refused)"
            + @"( in (?<part>status|scale))?) (?<rest>.+)$"
    )]
    private static partial Regex Fact();
}
