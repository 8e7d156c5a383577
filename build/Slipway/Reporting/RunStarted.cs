namespace Slipway.Reporting;

/// <summary>A command that changes an environment begins with it.</summary>
/// <param name="Text">One sentence.</param>
/// <param name="Command">Its name, as on the command line.</param>
/// <param name="Environment">The environment's name.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="App">The application.</param>
/// <param name="Version">The version that was built for it; null where nothing was.</param>
/// <param name="Commit">The commit of that version.</param>
public sealed record RunStarted(
    string Text,
    string Command,
    string Environment,
    string Namespace,
    string App,
    string? Version,
    string? Commit
) : Notice(Severity.Info, Text);
