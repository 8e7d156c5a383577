namespace Nuke.Common.Execution;

/// <summary>A developer's machine.</summary>
internal sealed class Terminal : Host;
