using System.Diagnostics;

namespace Nuke.Common.Tooling;

/// <summary>A running process whose output is collected and logged line by line.</summary>
internal sealed class ToolProcess : IProcess
{
    private readonly Process _process;
    private readonly TimeSpan? _timeout;
    private readonly Action<OutputType, string> _logger;
    private readonly Func<string, string> _filter;
    private readonly List<Output> _output = [];

    /// <param name="filter">Masks secrets in arguments and output.</param>
    internal ToolProcess(
        ProcessStartInfo start,
        TimeSpan? timeout,
        Action<OutputType, string> logger,
        Func<string, string> filter
    )
    {
        (_timeout, _logger, _filter) = (timeout, logger, filter);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Receive(OutputType.Std, line.Data);
        _process.ErrorDataReceived += (_, line) => Receive(OutputType.Err, line.Data);
        _process.Start();
        RunningProcesses.Add(_process);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string FileName => _process.StartInfo.FileName;

    public string Arguments => _filter(_process.StartInfo.Arguments);

    public string WorkingDirectory => _process.StartInfo.WorkingDirectory;

    public int ExitCode => _process.ExitCode;

    public IReadOnlyCollection<Output> Output
    {
        get
        {
            lock (_output)
                return [.. _output];
        }
    }

    public bool WaitForExit()
    {
        if (_timeout is { } timeout && !_process.WaitForExit(timeout))
        {
            Kill();
            return false;
        }

        // Without a timeout, this also waits for the end of the output.
        _process.WaitForExit();
        RunningProcesses.Remove(_process);
        return true;
    }

    public void Kill()
    {
        RunningProcesses.Remove(_process);
        _process.Kill(entireProcessTree: true);
    }

    public void Dispose()
    {
        RunningProcesses.Remove(_process);
        _process.Dispose();
    }

    private void Receive(OutputType type, string line)
    {
        if (line == null)
            return;
        line = _filter(line);
        lock (_output)
            _output.Add(new Output { Type = type, Text = line });
        _logger?.Invoke(type, line);
    }
}
