namespace Slipway.Processes;

/// <summary>What a program printed, and how it ended.</summary>
/// <param name="ExitCode">Its exit code; 0 is success.</param>
/// <param name="Output">All of its standard output.</param>
/// <param name="Errors">All of its standard error.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Errors);
