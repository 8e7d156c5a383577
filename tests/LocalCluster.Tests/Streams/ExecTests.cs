using LocalCluster.Tests.Kubectl;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Streams;

public sealed class ExecTests(PodFixture pods) : IClassFixture<PodFixture>
{
    // A line of kubectl's own log, from the file in which it copies its input.
    private const string UnsentInput = @"^E\d{4} [0-9:.]+ +\d+ v[24]\.go:\d+\] .+$";

    public static TheoryData<string> Programs => PodFixture.Programs;

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_command_ends_with_its_own_exit_code(string program)
    {
        var kubectl = pods.Session(program);
        Assert.Equal((0, "", ""), Parts(await kubectl.Try(["exec", "box", "--", "true"])));
        var (code, _, errors) = await kubectl.Try(["exec", "box", "--", "sh", "-c", "exit 42"]);
        Assert.Equal(42, code);
        Assert.Equal("command terminated with exit code 42\n", errors);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Output_and_errors_are_told_apart(string program)
    {
        var run = await pods.Session(program)
            .Try(["exec", "box", "-c", "c", "--", "sh", "-c", "echo out; echo bad >&2; echo more"]);
        Assert.Equal((0, "out\nmore\n", "bad\n"), Parts(run));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_mebibyte_goes_in_and_comes_back_unharmed(string program)
    {
        var text = string.Create(1 << 20, 7, (span, seed) =>
        {
            var random = new Random(seed);
            for (var i = 0; i < span.Length; i++)
                span[i] = (char)random.Next(' ', '~');
        });
        var run = await pods.Session(program).Try(["exec", "-i", "box", "--", "cat"], text);
        Assert.Equal(0, run.Code);
        Assert.True(text == run.Output, $"{run.Output.Length} came back. {run.Errors}");
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_command_that_reads_only_the_beginning_is_not_waited_for(string program)
    {
        var run = await pods.Session(program)
            .Try(["exec", "-i", "box", "--", "head", "-c", "5"], new string('x', 4 << 20));
        Assert.Equal((0, "xxxxx"), (run.Code, run.Output));
        // kubectl still sends when the connection is closed, and sometimes logs that it could not go on before
        // it sees why: on any cluster, which closes as soon as the command has ended.
        Assert.All(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), line =>
            Assert.Matches(UnsentInput, line)
        );
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_command_has_the_surroundings_of_its_container(string program)
    {
        var run = await pods.Session(program)
            .Try([
                "exec",
                "box",
                "--",
                "sh",
                "-c",
                "echo $HOSTNAME; cat hello $CONTAINER_ROOT/data/keep; test ! -t 0",
            ]);
        Assert.Equal((0, "box\nhellokept", ""), Parts(run));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task What_cannot_be_done_is_told_as_a_real_cluster_does(string program)
    {
        var kubectl = pods.Session(program);
        foreach (
            var (arguments, expected) in new[]
            {
                ("exec box -- nosuch", "exec: \"nosuch\": executable file not found in $PATH"),
                ("exec box -c nosuch -- true", "container nosuch"),
                ("exec nosuch -- true", "pods \"nosuch\" not found"),
            }
        )
        {
            var (code, _, errors) = await kubectl.Try(arguments);
            Assert.Equal(1, code);
            Assert.Contains(expected, errors);
        }
        var waiting = $"w{Guid.NewGuid():N}"[..8];
        pods.Run(waiting, "nosuch", "'tty': false");
        await Eventually.True(
            () => pods.Waits(waiting) is "ErrImagePull" or "ImagePullBackOff",
            () => pods.Tell()
        );
        var refused = await kubectl.Try($"exec {waiting} -- true");
        Assert.Equal("error: unable to upgrade connection: container not found (\"c\")\n", refused.Errors);
    }

    private static (int, string, string) Parts(ProgramRun run) => (run.Code, run.Output, run.Errors);
}
