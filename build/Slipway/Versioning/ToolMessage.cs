using Slipway.Processes;

namespace Slipway.Versioning;

/// <summary>What a tool prints when it fails, without its log.</summary>
internal static class ToolMessage
{
    /// <summary>
    /// The text of the exception in what it printed, else its error output, else the last line of its output.
    /// </summary>
    public static string Of(ProcessResult result)
    {
        var lines = $"{result.Errors}\n{result.Output}".Split('\n', StringSplitOptions.TrimEntries);
        if (lines.Select(ExceptionText).FirstOrDefault(text => text is not null) is { } text)
            return text;
        var errors = ErrorText.Of(result.Errors);
        return errors.Length > 0
            ? errors
            : lines.LastOrDefault(line => line.Length > 0) ?? $"it exited with code {result.ExitCode}";
    }

    // "GitVersion.GitVersionException: No commits found on the current branch."
    private static string? ExceptionText(string line)
    {
        const string marker = "Exception: ";
        var at = line.IndexOf(marker, StringComparison.Ordinal);
        var isName = at >= 0 && !line[..at].Contains(' ', StringComparison.Ordinal);
        return isName ? line[(at + marker.Length)..] : null;
    }
}
