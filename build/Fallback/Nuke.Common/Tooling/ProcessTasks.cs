using System.Diagnostics;
using Serilog;

namespace Nuke.Common.Tooling;

/// <summary>Starts processes.</summary>
public static class ProcessTasks
{
    public static bool DefaultLogOutput = true;

    public static bool DefaultLogInvocation = true;

    /// <summary>Starts a process without waiting for its exit.</summary>
    /// <param name="toolPath">A file, or a name that is looked up in <c>PATH</c>.</param>
    /// <param name="arguments">Quoted as for a shell.</param>
    /// <param name="workingDirectory">The current folder by default.</param>
    /// <param name="environmentVariables">All variables of the process; inherited where null.</param>
    /// <param name="timeout">In milliseconds; none by default.</param>
    /// <param name="logOutput">Whether each line is logged.</param>
    /// <param name="logInvocation">Whether the command is logged.</param>
    /// <param name="logger">Replaces logging: called with each line.</param>
    /// <param name="outputFilter">Changes each line before it is logged or kept.</param>
    public static IProcess StartProcess(
        string toolPath,
        string arguments = null,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Func<string, string> outputFilter = null
    )
    {
        var file = Path.IsPathRooted(toolPath) ? toolPath : ExecutablePath.Find(toolPath);
        var directory = Path.GetFullPath(workingDirectory ?? Directory.GetCurrentDirectory());
        if (!File.Exists(file))
            throw new ArgumentException($"Executable '{file}' does not exist");
        if (!Directory.Exists(directory))
            throw new ArgumentException($"Working directory '{directory}' does not exist");
        var filter = outputFilter ?? (x => x);
        if (logInvocation ?? DefaultLogInvocation)
            Log.Information("> {Tool:l} {Arguments:l}", Quote(file), filter(arguments ?? ""));

        var start = new ProcessStartInfo(file, arguments ?? "")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (environmentVariables != null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in environmentVariables)
                start.Environment[name] = value;
        }

        return new ToolProcess(
            start,
            timeout is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            logOutput ?? DefaultLogOutput ? logger ?? DefaultLogger : null,
            filter
        );
    }

    internal static void DefaultLogger(OutputType type, string output)
    {
        if (type == OutputType.Std)
            Log.Debug("{Line:l}", output);
        else
            Log.Error("{Line:l}", output);
    }

    internal static string Quote(string path) => path.Contains(' ') ? $"\"{path}\"" : path;
}
