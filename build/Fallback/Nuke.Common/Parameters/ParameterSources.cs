namespace Nuke.Common.Parameters;

/// <summary>
/// The sources of values in order of precedence: command line, environment, parameters files.
/// </summary>
internal sealed class ParameterSources(
    CommandLine commandLine,
    Func<IReadOnlyDictionary<string, string>> environment,
    Func<IReadOnlyList<ParametersFile>> files
)
{
    private readonly Lazy<IReadOnlyList<ParametersFile>> _files = new(files);

    internal CommandLine CommandLine { get; } = commandLine;

    /// <summary>Looks for a parameter of the build.</summary>
    internal ParameterText Find(string name) =>
        FromCommandLine(name) ?? FromVariable(name) ?? FromVariable("Nuke" + name) ?? FromFiles(name);

    /// <summary>
    /// Looks for a parameter that every build has. Other programs use plain names like <c>HOST</c> and
    /// <c>TARGET</c>, so only <c>NUKE_HOST</c> is read.
    /// </summary>
    internal ParameterText FindOfEngine(string name, bool filesToo) =>
        FromCommandLine(name) ?? FromVariable("Nuke" + name) ?? (filesToo ? FromFiles(name) : null);

    private ParameterText FromCommandLine(string name) =>
        CommandLine.Find(name) is { } values ? new(values, ParameterOrigin.CommandLine) : null;

    private ParameterText FromVariable(string name) =>
        ByLetters(environment()).TryGetValue(ParameterName.Letters(name), out var text)
            ? new([text], ParameterOrigin.Environment)
            : null;

    private ParameterText FromFiles(string name)
    {
        var letters = ParameterName.Letters(name);
        return _files.Value.Select(x => x.Find(letters)).FirstOrDefault(x => x != null);
    }

    /// <summary>An empty variable counts as not set.</summary>
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
