namespace Nuke.Common.Tooling;

internal sealed class ToolExecutor(string toolPath)
{
    internal IReadOnlyCollection<Output> Execute(
        ArgumentStringHandler arguments = default,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Action<IProcess> exitHandler = null
    )
    {
        using var process = ProcessTasks.StartProcess(
            toolPath,
            arguments.ToStringAndClear(),
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger,
            arguments.GetFilter()
        );
        process.AssertWaitForExit();
        if (exitHandler == null)
            process.AssertZeroExitCode();
        else
            exitHandler(process);
        return process.Output;
    }
}
