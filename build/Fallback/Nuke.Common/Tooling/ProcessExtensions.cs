namespace Nuke.Common.Tooling;

/// <summary>Assertions on processes.</summary>
public static class ProcessExtensions
{
    /// <summary>Waits until the process has ended.</summary>
    /// <exception cref="TimeoutException">It timed out, and was killed.</exception>
    public static IProcess AssertWaitForExit(this IProcess process) =>
        process.WaitForExit()
            ? process
            : throw new TimeoutException($"Process '{Path.GetFileName(process.FileName)}' timed out");

    /// <summary>Waits until the process has ended.</summary>
    /// <exception cref="ProcessException">Its exit code is not 0.</exception>
    public static IProcess AssertZeroExitCode(this IProcess process) =>
        process.AssertWaitForExit().ExitCode == 0 ? process : throw new ProcessException(process);
}
