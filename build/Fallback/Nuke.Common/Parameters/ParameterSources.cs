namespace Nuke.Common.Parameters;

/// <summary>
/// Where values come from, the first that has one wins: command line, environment, parameter files.
/// </summary>
internal sealed class ParameterSources(
    CommandLine commandLine,
    IReadOnlyDictionary<string, string> environment,
    Func<IReadOnlyList<ParametersFile>> files)
{
    private readonly Lazy<Dictionary<string, string>> _variables = new(() => ByLetters(environment));
    private readonly Lazy<IReadOnlyList<ParametersFile>> _files = new(files);

    internal CommandLine CommandLine { get; } = commandLine;

    internal ParameterText Find(string name, bool filesToo = true)
    {
        if (CommandLine.Find(name) is { } values)
            return new(values, ParameterOrigin.CommandLine);
        var letters = ParameterName.Letters(name);
        if (_variables.Value.TryGetValue(letters, out var text)
            || _variables.Value.TryGetValue("NUKE" + letters, out text))
            return new([text], ParameterOrigin.Environment);
        return filesToo
            ? _files.Value.Select(x => x.Find(letters)).FirstOrDefault(x => x != null)
            : null;
    }

    /// <summary>An exported but empty variable is one that nobody filled in.</summary>
    private static Dictionary<string, string> ByLetters(IReadOnlyDictionary<string, string> environment)
    {
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment)
        {
            if (value.Length > 0)
                variables.TryAdd(ParameterName.Letters(name), value);
        }

        return variables;
    }
}
