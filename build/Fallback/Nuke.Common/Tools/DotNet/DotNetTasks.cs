using Nuke.Common.Tooling;
using Serilog;

namespace Nuke.Common.Tools.DotNet;

/// <summary>Runs the .NET command line.</summary>
public partial class DotNetTasks
{
    private DotNetTasks() { }

    /// <summary><c>DOTNET_EXE</c>, else the one in <c>PATH</c>.</summary>
    public static string DotNetPath =>
        ToolPathResolver.TryGetEnvironmentExecutable("DOTNET_EXE")
        ?? ToolPathResolver.GetPathExecutable("dotnet");

    public static IReadOnlyCollection<Output> DotNet(
        ArgumentStringHandler arguments,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Func<IProcess, object> exitHandler = null
    ) =>
        ToolResolver.GetTool(DotNetPath)(
            arguments,
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger ?? LogLine,
            exitHandler == null ? null : process => exitHandler(process)
        );

    private static IReadOnlyCollection<Output> Run(ToolOptions options)
    {
        var variables =
            options.ProcessEnvironmentVariables.Count == 0
                ? null
                : EnvironmentInfo
                    .Variables.Concat(options.ProcessEnvironmentVariables)
                    .GroupBy(x => x.Key)
                    .ToDictionary(x => x.Key, x => x.Last().Value);
        using var process = ProcessTasks.StartProcess(
            options.ProcessToolPath ?? DotNetPath,
            options.Render(),
            options.ProcessWorkingDirectory,
            variables,
            options.ProcessExecutionTimeout,
            options.ProcessOutputLogging,
            options.ProcessInvocationLogging,
            LogLine
        );
        return process.AssertZeroExitCode().Output;
    }

    /// <summary>MSBuild writes warnings and errors to standard output, in a fixed form.</summary>
    private static void LogLine(OutputType type, string line)
    {
        if (type == OutputType.Err || line.Contains(": error ", StringComparison.Ordinal))
            Log.Error("{Line:l}", line);
        else if (line.Contains(": warning ", StringComparison.Ordinal))
            Log.Warning("{Line:l}", line);
        else
            Log.Debug("{Line:l}", line);
    }
}
