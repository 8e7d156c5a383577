using System.Diagnostics;

namespace LocalCluster.Tests.Support;

/// <summary>What a program did: its exit code, what it printed, and its complaints.</summary>
internal sealed record ProgramRun(int Code, string Output, string Errors)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Runs a program to its end; one that does not end is killed, and the test fails with what it said.
    /// </summary>
    public static async Task<ProgramRun> Of(
        string program,
        IEnumerable<string> arguments,
        string? input = null,
        string? home = null,
        string? folder = null,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        if (home is not null)
            start.Environment["HOME"] = home;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var feeding = Feed(process, input);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        limit.CancelAfter(s_deadline);
        try
        {
            await Task.WhenAll(process.WaitForExitAsync(limit.Token), output, errors, feeding)
                .WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail(
                $"It did not end within {s_deadline}: {program} " + $"{string.Join(' ', start.ArgumentList)}"
            );
        }
        return new ProgramRun(process.ExitCode, await output, await errors);
    }

    private static async Task Feed(Process process, string? input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program did not want all of it.
        }
    }
}
