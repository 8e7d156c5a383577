namespace Nuke.Common.Execution;

/// <summary>The build cannot start; printed without a stack trace.</summary>
internal sealed class BuildRefusedException(string message) : Exception(message);
