namespace Slipway.Pipeline.Logs;

/// <summary>A line that a container of the application wrote.</summary>
/// <param name="Time">When it was written.</param>
/// <param name="Source">Who wrote it.</param>
/// <param name="Text">The line, safe to show.</param>
public sealed record LogLine(DateTimeOffset Time, LogSource Source, string Text);
