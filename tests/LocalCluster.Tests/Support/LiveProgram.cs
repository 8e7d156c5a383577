using System.Diagnostics;
using System.Text;

namespace LocalCluster.Tests.Support;

/// <summary>A program that runs while a test goes on; it is killed at the end.</summary>
internal sealed class LiveProgram : IDisposable
{
    private readonly StringBuilder _said = new();
    private readonly Process _process;

    private LiveProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The lines that it has written so far, errors too.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public StreamWriter Input => _process.StandardInput;

    public static LiveProgram Start(string program, IEnumerable<string> arguments) =>
        new(
            Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!
        );

    /// <summary>Whether a process of this id is not there any more, or only for its parent.</summary>
    public static bool HasGone(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Contains(") Z");
        }
        catch (IOException)
        {
            // It went before it was read, or while it was.
            return true;
        }
    }

    public Task Says(string text) =>
        Eventually.True(() => Said.Contains(text), () => $"'{text}' is not in: {Said}");

    public Task Ends() => Eventually.True(() => HasExited, () => Said);

    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
            _said.AppendLine(line.Data);
    }
}
