using Nuke.Common.Execution;
using Xunit;

namespace NukeCommon.Tests.Execution;

public sealed class BuildAttemptTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_succeeded_is_known_for_the_same_arguments_only()
    {
        var attempt = new BuildAttempt(_file);
        attempt.Begin(["Deploy", "--env", "a b"], keep: []);
        attempt.Add(new ExecutableTarget { Name = "Compile" });

        Assert.Equal(["Compile"], attempt.Succeeded(["Deploy", "--env", "a b", "--continue"]));
        Assert.Null(attempt.Succeeded(["Deploy", "--env", "a", "b"]));
    }

    [Fact]
    public void Arguments_are_not_written_down()
    {
        new BuildAttempt(_file).Begin(["--api-key", "hunter2"], keep: []);
        Assert.DoesNotContain("hunter2", File.ReadAllText(_file));
    }

    [Fact]
    public void Nothing_succeeded_before_the_first_attempt()
    {
        File.Delete(_file);
        Assert.Empty(new BuildAttempt(_file).Succeeded(["Deploy"])!);
    }
}
