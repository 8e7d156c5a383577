using System.Text;
using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Processes;

namespace LocalCluster.Tests.Streams;

public sealed class TerminalTests(PodFixture pods) : IClassFixture<PodFixture>
{
    public static TheoryData<string> Programs => PodFixture.Programs;

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_shell_in_a_terminal_is_typed_to_and_follows_its_size(string program)
    {
        using var user = Start(program, ["exec", "-it", "box", "--", "sh"]);
        var said = new StringBuilder();
        var reading = OutputReading.BeginAsync(user.Output, part =>
        {
            lock (said)
                said.Append(Encoding.UTF8.GetString(part.Span));
        });
        string Said()
        {
            lock (said)
                return said.ToString();
        }
        user.Resize(new TerminalSize(101, 37));
        await Type(user, "test -t 0 && test -t 2 && echo a ter''minal of $TERM\n");
        await Eventually.True(() => Said().Contains("a terminal of"), Said);
        await Type(
            user,
            "until test \"$(stty size)\" = '37 101'; do sleep 0.1; done; echo as la''rge as that\n"
        );
        await Eventually.True(() => Said().Contains("as large as"), Said);
        await Type(
            user,
            "sh -c 'trap \"echo inter\"\"rupted; exit\" INT; echo wai\"\"ting; "
                + "while :; do sleep 0.1; done'\n"
        );
        await Eventually.True(() => Said().Contains("waiting"), Said);
        await Type(user, "\u0003");
        await Eventually.True(() => Said().Contains("interrupted"), Said);
        await Type(user, "exit 7\n");
        Assert.Equal(
            7,
            await user.Exited.WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken)
        );
        await reading;
    }

    /// <summary>Kubectl in a terminal of its own, as a user has it.</summary>
    private HostProgram Start(string program, string[] arguments)
    {
        var folder = pods.NewFolder();
        var variables = new Dictionary<string, string> { ["HOME"] = folder, ["PATH"] = "/usr/bin:/bin" };
        var launch = new Launch(program, pods.Session(program).Arguments(arguments), variables, folder);
        return HostProgram.Start(launch, hasInput: true, hasErrors: false, hasTerminal: true);
    }

    private static async Task Type(HostProgram user, string text) =>
        await user.Input!.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
}
