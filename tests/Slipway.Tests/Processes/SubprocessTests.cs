using System.ComponentModel;
using System.Diagnostics;
using Slipway.Processes;
using Slipway.Values;

namespace Slipway.Tests.Processes;

public sealed class SubprocessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_it_prints_is_told_apart_and_read_as_UTF8() =>
        Assert.Equal(
            new ProcessResult(3, "gr\u00fcn\n", "rot\n"),
            await Shell("printf 'gr\\303\\274n\\n'; echo rot >&2; exit 3").RunAsync(Stop)
        );

    [Fact]
    public async Task Lines_of_both_streams_come_together()
    {
        var (code, lines) = await Shell("echo one; echo two >&2; exit 1").RunForLinesAsync(Stop);
        Assert.Equal(1, code);
        Assert.Equal(["one", "two"], lines.Order());
    }

    [Fact]
    public async Task Its_input_ends_so_that_it_waits_for_nobody() =>
        Assert.Equal("", (await Shell("cat").RunAsync(Stop)).Output);

    [Theory]
    [InlineData("yes")]
    [InlineData("yes >&2")]
    [InlineData("cat /dev/zero")]
    public async Task One_that_prints_without_end_is_killed_and_named(string script)
    {
        var refusal = await Assert.ThrowsAsync<BodyTooLongException>(() => Shell(script).RunAsync(Stop));
        Assert.Equal("The output of 'sh' is longer than 64 MiB, so the rest was not read.", refusal.What);

        refusal = await Assert.ThrowsAsync<BodyTooLongException>(() => Shell(script).RunForLinesAsync(Stop));
        Assert.Equal("The output of 'sh' is longer than 8 MiB, so the rest was not read.", refusal.What);
    }

    [Fact]
    public async Task One_whose_output_is_only_passed_on_may_print_as_much_as_it_likes()
    {
        var (lines, longest) = (0, 0);
        var script = Shell(
            "yes 123456789 2>/dev/null | head -c 10000000; head -c 10000000 /dev/zero | tr '\\0' a; echo; echo end"
        );
        var code = await script.RunAsync(
            line => (lines, longest) = (lines + 1, Math.Max(longest, line.Length)),
            Stop
        );
        // The longest one is cut.
        Assert.Equal((0, 1_000_002, 64 * 1024), (code, lines, longest));
    }

    [Fact]
    public async Task It_reads_its_input() =>
        Assert.Equal("a\nb", (await (Shell("cat") with { Input = "a\nb" }).RunAsync(Stop)).Output);

    [Fact]
    public async Task One_that_does_not_read_its_input_ends_as_it_likes() =>
        Assert.Equal(
            7,
            (await (Shell("exit 7") with { Input = new string('x', 1 << 20) }).RunAsync(Stop)).ExitCode
        );

    [Fact]
    public async Task Its_folder_and_environment_are_as_asked_for()
    {
        var program = Shell("pwd; echo $GREETING") with
        {
            WorkingDirectory = _folder.FullName,
            Environment = environment => environment["GREETING"] = "hello",
        };
        Assert.EndsWith($"{_folder.Name}\nhello\n", (await program.RunAsync(Stop)).Output);
    }

    [Fact]
    public async Task Cancellation_kills_it_and_what_it_started()
    {
        var started = Path.Combine(_folder.FullName, "started");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var run = Shell($"sleep 600 & echo $! > {started}.new; mv {started}.new {started}; wait")
            .RunAsync(cancellation.Token);
        await Eventually.True(() => File.Exists(started));
        var child = int.Parse(await File.ReadAllTextAsync(started, Stop), null);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await Eventually.True(() => !IsAlive(child));
    }

    [Fact]
    public async Task A_program_that_is_not_there_cannot_be_started() =>
        await Assert.ThrowsAsync<Win32Exception>(() =>
            new Subprocess(Path.Combine(_folder.FullName, "none"), []).RunAsync(Stop)
        );

    private static Subprocess Shell(string script) => new("sh", ["-c", script]);

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ");
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return false;
        }
    }
}
