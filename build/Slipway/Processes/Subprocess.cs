using System.Diagnostics;
using System.Text;
using Slipway.Values;

namespace Slipway.Processes;

/// <summary>
/// A program that is run to its end, without a shell and with its output captured as UTF-8. All programs that the build
/// runs are started here; only the compiler of target Compile is started by NUKE. They inherit this process's environment,
/// from which the build has taken its secrets.
/// </summary>
/// <param name="Program">A name on the PATH, or a path.</param>
/// <param name="Arguments">Its arguments, as it gets them.</param>
public sealed record Subprocess(string Program, IEnumerable<string> Arguments)
{
    private const long LongestOutput = 64 * BodyLimit.Mebibyte;

    // Short lines take up many times their length.
    private const long LongestLines = 8 * BodyLimit.Mebibyte;

    /// <summary>Where it runs; null for where this process does.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What it reads from standard input; null leaves it this process's own, so that it may ask.</summary>
    public string? Input { get; init; } = "";

    /// <summary>Changes the environment that it inherits.</summary>
    public Action<IDictionary<string, string?>> Environment { get; init; } = _ => { };

    /// <summary>Runs it; on cancellation it is killed with all that it started.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    /// <exception cref="BodyTooLongException">It prints without end; it is killed.</exception>
    public async Task<ProcessResult> RunAsync(CancellationToken cancellationToken)
    {
        using var process = Start();
        var output = ReadAsync(process, process.StandardOutput);
        var errors = ReadAsync(process, process.StandardError);
        await EndAsync(process, Task.WhenAll(output, errors), cancellationToken).ConfigureAwait(false);
        return new ProcessResult(
            process.ExitCode,
            await output.ConfigureAwait(false),
            await errors.ConfigureAwait(false)
        );
    }

    /// <summary>Runs it as <see cref="RunAsync(CancellationToken)"/> does.</summary>
    /// <returns>The exit code, and the lines of both streams in the order in which they came.</returns>
    /// <inheritdoc cref="RunAsync(CancellationToken)" path="/exception"/>
    public async Task<(int ExitCode, IReadOnlyList<string> Lines)> RunForLinesAsync(
        CancellationToken cancellationToken
    )
    {
        var lines = new List<string>();
        return (await RunAsync(lines.Add, LongestLines, cancellationToken).ConfigureAwait(false), lines);
    }

    /// <summary>
    /// Runs it as <see cref="RunAsync(CancellationToken)"/> does, and hands its output on as it comes. None of it is kept, so
    /// there may be any amount of it; a line that nobody would read to its end is cut.
    /// </summary>
    /// <param name="show">Gets the lines of both streams, one at a time.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public Task<int> RunAsync(Action<string> show, CancellationToken cancellationToken) =>
        RunAsync(show, long.MaxValue, cancellationToken);

    private async Task<int> RunAsync(Action<string> show, long longest, CancellationToken cancellationToken)
    {
        using var process = Start();
        var turn = new Lock();
        var reading = Task.WhenAll(
            ForEachLineAsync(process, process.StandardOutput, longest, Show),
            ForEachLineAsync(process, process.StandardError, longest, Show)
        );
        await EndAsync(process, reading, cancellationToken).ConfigureAwait(false);
        return process.ExitCode;

        void Show(string line)
        {
            lock (turn)
                show(line);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = WorkingDirectory ?? "",
            RedirectStandardInput = Input is not null,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        Environment(start.Environment);
        return Process.Start(start)!;
    }

    // What it started may hold its output open after its end: that too ends with a cancellation.
    private async Task EndAsync(Process process, Task reading, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(WriteAsync(process), reading, process.WaitForExitAsync(CancellationToken.None))
                .WaitAsync(cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task WriteAsync(Process process)
    {
        if (Input is null)
            return;
        try
        {
            await process.StandardInput.WriteAsync(Input).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code and words tell why.
        }
    }

    private async Task<string> ReadAsync(Process process, StreamReader from)
    {
        using var reader = Bounded(from, LongestOutput);
        return await UpToTheLimitAsync(process, () => reader.ReadToEndAsync(CancellationToken.None))
            .ConfigureAwait(false);
    }

    private async Task ForEachLineAsync(Process process, StreamReader from, long longest, Action<string> show)
    {
        using var reader = Bounded(from, longest);
        var lines = new BoundedLines(reader);
        while (
            await UpToTheLimitAsync(process, () => lines.ReadAsync(CancellationToken.None).AsTask())
                .ConfigureAwait(false)
                is { } line
        )
            show(line);
    }

    private StreamReader Bounded(StreamReader from, long longest) =>
        new(
            new BodyLimit(longest, $"The output of '{Path.GetFileName(Program)}'", Program).Bound(
                from.BaseStream
            ),
            from.CurrentEncoding
        );

    // Nobody reads on, so it would wait forever to write on.
    private static async Task<T> UpToTheLimitAsync<T>(Process process, Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (BodyTooLongException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
