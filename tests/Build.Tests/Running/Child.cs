using System.Diagnostics;

namespace Slipway.Targets.Tests.Running;

/// <summary>
/// A program that a test started: it sees the given variables alone, and never outlives the test.
/// </summary>
public sealed class Child : IDisposable
{
    // Some of them compile, on a machine that may be busy with other tests.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    public Child(
        string program,
        IEnumerable<string> arguments,
        string directory,
        IReadOnlyDictionary<string, string> variables,
        string input = ""
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        _errors = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
    }

    /// <summary>Whether it is over.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Kills it with all that it started, as <c>kill -9</c> does: nobody can tidy up.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Sends a signal by its name, for example <c>TERM</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Finished> EndAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        deadline.CancelAfter(s_patience);
        await _process.WaitForExitAsync(deadline.Token);
        return new Finished(_process.ExitCode, Lines(await _output), Lines(await _errors));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n");
}

/// <summary>How a program ended, and what it said.</summary>
public sealed record Finished(int Code, string Output, string Errors)
{
    /// <summary>Everything that it said.</summary>
    public string All => Output + Errors;
}
