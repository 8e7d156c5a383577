using System.Text.RegularExpressions;

namespace Slipway.Images.Docker.Context;

/// <summary>
/// As much of a Dockerfile as must be known before the engine reads it: where each instruction begins.
/// </summary>
/// <param name="Instructions">The instructions, in the order of the file.</param>
internal sealed partial record Dockerfile(IReadOnlyList<Instruction> Instructions)
{
    public static Dockerfile Parse(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').Select(line => line.Trim()).ToList();
        var escape = lines
            .TakeWhile(line => Directive().IsMatch(line))
            .Select(line => Escape().Match(line))
            .FirstOrDefault(match => match.Success)
            ?.Groups[1]
            .Value[0]
            ?? '\\';
        var instructions = new List<Instruction>();
        var (start, joined) = (0, "");
        foreach (var (i, line) in lines.Index())
        {
            // Comments and empty lines may appear within an instruction.
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            start = joined.Length == 0 ? i + 1 : start;
            var continues = line.EndsWith(escape);
            joined += (continues ? line[..^1] : line) + " ";
            if (continues)
                continue;
            instructions.Add(new Instruction(start, joined.Trim()));
            joined = "";
        }
        if (joined.Length > 0)
            instructions.Add(new Instruction(start, joined.Trim()));
        return new Dockerfile(instructions);
    }

    /// <summary>Whether some <c>ARG</c> takes a value of that name.</summary>
    public bool TakesArgument(string name) =>
        Instructions
            .Where(instruction => instruction.Is("ARG"))
            .Any(instruction => instruction.Words.Any(word => word.Split('=')[0] == name));

    // Only before all else; behind a comment it is one.
    [GeneratedRegex(@"^#\s*[A-Za-z][A-Za-z0-9]*\s*=")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^#\s*escape\s*=\s*([\\`])$", RegexOptions.IgnoreCase)]
    private static partial Regex Escape();
}

/// <summary>One instruction of a Dockerfile; the engine calls it a step.</summary>
/// <param name="Line">The line that it begins on, counted from one.</param>
/// <param name="Text">All of it, on one line.</param>
internal sealed record Instruction(int Line, string Text)
{
    /// <summary>What follows the instruction's name.</summary>
    public IEnumerable<string> Words =>
        Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Skip(1);

    public bool Is(string name) =>
        Text.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        && Text.Length > name.Length
        && char.IsWhiteSpace(Text[name.Length]);
}
