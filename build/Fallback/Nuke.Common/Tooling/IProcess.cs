namespace Nuke.Common.Tooling;

/// <summary>A process that was started.</summary>
public interface IProcess : IDisposable
{
    string FileName { get; }

    string Arguments { get; }

    string WorkingDirectory { get; }

    /// <summary>Its output so far.</summary>
    IReadOnlyCollection<Output> Output { get; }

    int ExitCode { get; }

    /// <summary>Kills the process and its children.</summary>
    void Kill();

    /// <returns>False after a timeout, which kills the process.</returns>
    bool WaitForExit();
}
