using System.Text.RegularExpressions;
using LocalCluster.Tests.Kubectl;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Streams;

public sealed partial class AttachTests(PodFixture pods) : IClassFixture<PodFixture>
{
    public static TheoryData<string> Programs => PodFixture.Programs;

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_pod_is_run_typed_to_and_removed(string program)
    {
        var kubectl = pods.Session(program);
        var name = $"r{Guid.NewGuid():N}"[..8];
        string[] arguments =
        [
            "run",
            "-i",
            "--rm",
            "--restart=Never",
            "--pod-running-timeout=2m",
            name,
            $"--image={pods.Host.Registry}/box:1",
            "--command",
            "--",
            "cat",
        ];
        using var run = LiveProgram.Start(program, kubectl.Arguments(arguments));
        await Eventually.True(() => pods.IsReady(name) || run.HasExited, () => run.Said + pods.Tell());
        await run.Input.WriteLineAsync("typed");
        run.Input.Close();
        await run.Says("typed");
        await run.Ends();
        Assert.Equal(0, run.ExitCode);
        await run.Says($"pod \"{name}\" deleted");
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task What_a_container_writes_is_seen_until_it_ends(string program)
    {
        var kubectl = pods.Session(program);
        var name = $"a{Guid.NewGuid():N}"[..8];
        pods.Run(
            name,
            "box",
            "'args': ['-c', 'until test -e $TMPDIR/go; do sleep 0.1; echo on; done; echo end']",
            "'restartPolicy': 'Never',"
        );
        await Eventually.True(() => pods.IsReady(name), pods.Tell);
        using var attached = LiveProgram.Start(program, kubectl.Arguments(["attach", name]));
        await attached.Says("on");
        await kubectl.Try(["exec", name, "--", "sh", "-c", "touch $TMPDIR/go"]);
        await attached.Says("end");
        await attached.Ends();
        Assert.Equal(0, attached.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_client_that_goes_takes_its_programs_with_it(string program)
    {
        var kubectl = pods.Session(program);
        using var exec = LiveProgram.Start(
            program,
            kubectl.Arguments(["exec", "box", "--", "sh", "-c", "sleep 600 & echo it is $!.; wait"])
        );
        var id = Match.Empty;
        await Eventually.True(() => (id = Id().Match(exec.Said)).Success, () => exec.Said);
        var process = id.Groups[1].Value;
        Assert.False(LiveProgram.HasGone(process));
        exec.Kill();
        await Eventually.True(() => LiveProgram.HasGone(process));
    }

    [GeneratedRegex(@"it is (\d+)\.")]
    private static partial Regex Id();
}
