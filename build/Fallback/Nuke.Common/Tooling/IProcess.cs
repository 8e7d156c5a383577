namespace Nuke.Common.Tooling;

/// <summary>A process that was started.</summary>
public interface IProcess : IDisposable
{
    string FileName { get; }

    string Arguments { get; }

    string WorkingDirectory { get; }

    /// <summary>What it wrote so far.</summary>
    IReadOnlyCollection<Output> Output { get; }

    int ExitCode { get; }

    /// <summary>Ends the process and those that it started.</summary>
    void Kill();

    /// <returns>False where the time ran out; the process is ended then.</returns>
    bool WaitForExit();
}
