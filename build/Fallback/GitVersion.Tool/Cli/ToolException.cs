namespace GitVersion.Cli;

/// <summary>Something that the user can cure. Its message is shown alone, and the exit code is 1.</summary>
internal sealed class ToolException(string message) : Exception(message);
