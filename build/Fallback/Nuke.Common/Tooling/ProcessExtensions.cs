namespace Nuke.Common.Tooling;

/// <summary>What is expected of a process.</summary>
public static class ProcessExtensions
{
    /// <summary>Waits for the end.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static IProcess AssertWaitForExit(this IProcess process) =>
        process.NotNull().WaitForExit()
            ? process
            : throw new TimeoutException(
                $"Process '{Path.GetFileName(process.FileName)}' did not end in time"
            );

    /// <summary>Waits for the end.</summary>
    /// <exception cref="ProcessException">It ended with another exit code than 0.</exception>
    public static IProcess AssertZeroExitCode(this IProcess process) =>
        process.AssertWaitForExit().ExitCode == 0 ? process : throw new ProcessException(process);

    /// <summary>The lines of standard output.</summary>
    public static string StdToText(this IEnumerable<Output> output) =>
        string.Join(Environment.NewLine, output.Where(x => x.Type == OutputType.Std).Select(x => x.Text));

    /// <exception cref="ArgumentException">Something was written to standard error.</exception>
    public static IReadOnlyCollection<Output> EnsureOnlyStd(this IReadOnlyCollection<Output> output)
    {
        foreach (var line in output)
            Assert.True(line.Type == OutputType.Std, $"Expected only standard output, but got: {line.Text}");
        return output;
    }
}
