namespace Nuke.Common.Parameters;

/// <summary>
/// The parsed command line: leading words are targets, <c>--name</c> takes the words up to the next name.
/// Names ignore case and dashes: <c>--api-key</c> and <c>-ApiKey</c> are the same.
/// </summary>
internal sealed class CommandLine
{
    private readonly List<(string Name, List<string> Values)> _named = [];

    internal CommandLine(IEnumerable<string> arguments)
    {
        var leading = new List<string>();
        var values = leading;
        foreach (var argument in arguments)
        {
            if (IsName(argument))
                _named.Add((ParameterName.Letters(argument), values = []));
            else
                values.Add(argument);
        }

        Positional = leading;
    }

    /// <summary>The arguments of this process, without the program.</summary>
    internal static IReadOnlyList<string> Arguments { get; } = Environment.GetCommandLineArgs()[1..];

    internal IReadOnlyList<string> Positional { get; }

    /// <returns>The values of that name; null if it is absent.</returns>
    internal string[] Find(string name)
    {
        var wanted = ParameterName.Letters(name);
        string[] found = null;
        foreach (var (candidate, values) in _named)
        {
            if (string.Equals(candidate, wanted, StringComparison.OrdinalIgnoreCase))
                found = [.. found ?? [], .. values];
        }

        return found;
    }

    /// <summary>A negative number is a value.</summary>
    private static bool IsName(string argument) =>
        argument.Length > 1 && argument[0] == '-' && (argument[1] == '-' || char.IsLetter(argument[1]));
}
