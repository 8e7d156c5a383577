namespace NukeCommon.Tests.Running;

/// <summary>One run within a session.</summary>
internal sealed record SessionStep(
    IReadOnlyList<KeyValuePair<string, string>> Variables,
    IReadOnlyList<string> Arguments,
    int ExitCode = 0,
    string Output = ""
)
{
    internal static SessionStep Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var variables = words.TakeWhile(x => char.IsUpper(x[0]) && x.Contains('=')).ToList();
        return new SessionStep(
            variables.ConvertAll(x => KeyValuePair.Create(x.Split('=')[0], x.Split('=')[1])),
            words[variables.Count..]
        );
    }
}
