using Nuke.Common.Tooling;
using Serilog;

namespace Nuke.Common.Tools.Git;

/// <summary>Runs git.</summary>
public class GitTasks
{
    private GitTasks() { }

    public static string GitPath =>
        ToolPathResolver.TryGetEnvironmentExecutable("GIT_EXE") ?? ToolPathResolver.GetPathExecutable("git");

    public static IReadOnlyCollection<Output> Git(
        ArgumentStringHandler arguments,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Func<IProcess, object> exitHandler = null
    ) =>
        ToolResolver.GetTool(GitPath)(
            arguments,
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger ?? LogLine,
            exitHandler == null ? null : process => exitHandler(process)
        );

    public static bool GitHasCleanWorkingCopy() => GitHasCleanWorkingCopy(workingDirectory: null);

    public static bool GitHasCleanWorkingCopy(string workingDirectory) =>
        Ask("status --short", workingDirectory).Count == 0;

    public static string GitCurrentBranch() => GitCurrentBranch(workingDirectory: null);

    public static string GitCurrentBranch(string workingDirectory) =>
        Ask("rev-parse --abbrev-ref HEAD", workingDirectory).Single().Text;

    public static string GitCurrentCommit() => GitCurrentCommit(workingDirectory: null);

    public static string GitCurrentCommit(string workingDirectory) =>
        Ask("rev-parse HEAD", workingDirectory).Single().Text;

    private static IReadOnlyCollection<Output> Ask(string question, string workingDirectory) =>
        Git(question, workingDirectory, logOutput: false, logInvocation: false);

    /// <summary>Git reports progress on standard error.</summary>
    private static void LogLine(OutputType type, string line) => Log.Debug("{Line:l}", line);
}
