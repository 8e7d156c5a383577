namespace Nuke.Common.Tooling;

/// <summary>What a process wrote, as text.</summary>
public static class OutputExtensions
{
    /// <summary>The lines of standard output.</summary>
    public static string StdToText(this IReadOnlyCollection<Output> output) => string.Join(
        Environment.NewLine, output.Where(x => x.Type == OutputType.Std).Select(x => x.Text));

    /// <exception cref="ArgumentException">Something was written to standard error.</exception>
    public static IReadOnlyCollection<Output> EnsureOnlyStd(this IReadOnlyCollection<Output> output)
    {
        foreach (var line in output)
            Assert.True(line.Type == OutputType.Std, $"Expected only standard output, but got: {line.Text}");
        return output;
    }
}
