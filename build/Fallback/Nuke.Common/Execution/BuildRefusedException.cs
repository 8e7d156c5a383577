namespace Nuke.Common.Execution;

/// <summary>The build cannot start: its message is all that the user needs.</summary>
internal sealed class BuildRefusedException(string message) : Exception(message);
