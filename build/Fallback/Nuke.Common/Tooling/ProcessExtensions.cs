namespace Nuke.Common.Tooling;

/// <summary>What is expected of a process.</summary>
public static class ProcessExtensions
{
    /// <summary>Waits for the end.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static IProcess AssertWaitForExit(this IProcess process) => process.NotNull().WaitForExit()
        ? process
        : throw new TimeoutException($"Process '{Path.GetFileName(process.FileName)}' did not end in time");

    /// <summary>Waits for the end.</summary>
    /// <exception cref="ProcessException">It ended with another exit code than 0.</exception>
    public static IProcess AssertZeroExitCode(this IProcess process) =>
        process.AssertWaitForExit().ExitCode == 0 ? process : throw new ProcessException(process);
}
