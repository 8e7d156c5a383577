using Nuke.Common.Tooling;
using Xunit;

namespace NukeCommon.Tests.Tooling;

public class ProcessTests
{
    private readonly List<(OutputType Type, string Line)> _lines = [];

    [Fact]
    public void Both_streams_are_collected_and_told_apart()
    {
        var process = Shell("echo out; echo err >&2").AssertZeroExitCode();
        Assert.Equal(
            [(OutputType.Std, "out"), (OutputType.Err, "err")],
            process.Output.Select(x => (x.Type, x.Text)).OrderBy(x => x.Type)
        );
        Assert.Equal("out", process.Output.Single(x => x.Type == OutputType.Std).Text);
        Assert.Equal(2, _lines.Count);
    }

    [Fact]
    public void A_failure_names_the_command_the_folder_and_what_was_written()
    {
        var process = Shell("echo why >&2; exit 3");
        var exception = Assert.Throws<ProcessException>(() => process.AssertZeroExitCode());
        Assert.Equal(3, exception.ExitCode);
        Assert.StartsWith("Process 'bash' exited with code 3.", exception.Message);
        Assert.Contains("   @ /", exception.Message);
        Assert.Contains("Error output:" + Environment.NewLine + "   why", exception.Message);
    }

    [Fact]
    public void A_process_that_takes_too_long_is_ended()
    {
        var process = ProcessTasks.StartProcess("sleep", "600", timeout: 50, logInvocation: false);
        Assert.Throws<TimeoutException>(() => process.AssertWaitForExit());
    }

    [Fact]
    public void Given_variables_are_all_that_the_process_sees()
    {
        var process = ProcessTasks.StartProcess(
            "env",
            environmentVariables: new Dictionary<string, string> { ["ONLY"] = "this" },
            logInvocation: false
        );
        Assert.Equal("ONLY=this", process.AssertZeroExitCode().Output.Single().Text);
    }

    [Fact]
    public void A_filter_changes_what_is_logged_and_kept()
    {
        using var process = ProcessTasks.StartProcess(
            "echo",
            "secret",
            logInvocation: false,
            logger: Log,
            outputFilter: x => x.Replace("secret", "***")
        );
        process.AssertZeroExitCode();
        Assert.Equal("***", process.Output.Single().Text);
        Assert.Equal("***", _lines.Single().Line);
        Assert.Equal("***", process.Arguments);
    }

    [Fact]
    public void A_missing_tool_is_named()
    {
        var exception = Assert.Throws<ArgumentException>(() => ProcessTasks.StartProcess("no-such-tool"));
        Assert.Contains("'no-such-tool'", exception.Message);
    }

    private IProcess Shell(string command) =>
        ProcessTasks.StartProcess(
            "bash",
            $"-c \"{command}\"",
            workingDirectory: "/",
            logInvocation: false,
            logger: Log
        );

    private void Log(OutputType type, string line)
    {
        lock (_lines)
            _lines.Add((type, line));
    }
}
