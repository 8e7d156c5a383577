using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Running;

/// <summary>A service that runs as a process of its own, as it does in production.</summary>
internal sealed partial class StartedProcess : IAsyncDisposable
{
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private StartedProcess(string assembly, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(DotNet)
        {
            ArgumentList = { assembly },
            // As in an image: the settings are beside the assembly.
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The lines it wrote to standard output.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>The lines it wrote to standard error.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    // The host of the runtime that runs this test; it need not be on the PATH.
    private static string DotNet =>
        Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(),
            "..",
            "..",
            "..",
            OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"
        );

    public static StartedProcess Start(
        string assembly,
        params IEnumerable<(string Name, string Value)> environment
    ) => new(assembly, environment);

    /// <summary>Waits until it listens, and says where.</summary>
    public async Task<Uri> ListeningAsync()
    {
        Uri? address = null;
        await Eventually.True(() => (address = Address()) is not null || _process.HasExited);
        return address
            ?? throw new InvalidOperationException(
                $"The process ended before it listened: {string.Join('\n', _output.Concat(_errors))}"
            );
    }

    /// <summary>Asks it to stop, as Kubernetes does.</summary>
    public void Terminate()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        if (Kill(_process.Id, SigTerm) != 0)
            throw new InvalidOperationException($"kill failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Eventually.Deadline);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }

    private Uri? Address() =>
        _output
            .Select(line => Listening().Match(line))
            .Where(match => match.Success)
            .Select(match => new Uri(match.Groups["url"].Value))
            .FirstOrDefault();

    [GeneratedRegex("Now listening on: (?<url>http://[0-9.:]+)")]
    private static partial Regex Listening();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
