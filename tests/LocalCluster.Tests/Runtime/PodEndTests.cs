using LocalCluster.Objects;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Runtime;

public sealed class PodEndTests : IAsyncLifetime
{
    private const string Never = "'restartPolicy': 'Never',";
    private ProcessCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await ProcessCluster.Start();
        await _cluster.PushShell();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_pod_that_is_active_for_too_long_fails()
    {
        _cluster.Run("slow", _cluster.Shell("c", "sleep 600"));
        await _cluster.UntilPhase("slow", "Running");
        _cluster.Change("slow", pod => pod["spec"]!["activeDeadlineSeconds"] = 1);
        await _cluster.UntilPhase("slow", "Failed");
        var status = _cluster.Pod("slow")["status"];
        Assert.Equal("DeadlineExceeded", status.Text("reason"));
        Assert.Equal("Pod was active on the node longer than the specified deadline", status.Text("message"));
        await Eventually.True(() => _cluster.Status("slow").At("state", "terminated") is not null);
        await Eventually.True(() => _cluster.Events("slow").Any(e => e.Text("reason") == "DeadlineExceeded"));
    }

    [Fact]
    public async Task The_last_message_of_a_program_is_told()
    {
        _cluster.Run(
            "words",
            _cluster.Shell("c", "echo noise; printf gone > $CONTAINER_ROOT/dev/termination-log; exit 7"),
            Never
        );
        await _cluster.UntilPhase("words", "Failed");
        Assert.Equal("gone", _cluster.Status("words").Text("state", "terminated", "message"));
    }

    [Fact]
    public async Task The_end_of_the_log_is_the_last_message_of_a_program_that_failed_silently()
    {
        const string policy = "'terminationMessagePolicy': 'FallbackToLogsOnError',";
        _cluster.Run("failed", _cluster.Shell("c", "echo disk is full; exit 7", policy), Never);
        _cluster.Run("fine", _cluster.Shell("c", "echo all is well", policy), Never);
        await _cluster.UntilPhase("failed", "Failed");
        await _cluster.UntilPhase("fine", "Succeeded");
        Assert.Equal("disk is full\n", _cluster.Status("failed").Text("state", "terminated", "message"));
        Assert.Null(_cluster.Status("fine").Text("state", "terminated", "message"));
    }

    [Fact]
    public async Task A_long_last_message_is_cut()
    {
        _cluster.Run(
            "long",
            _cluster.Shell(
                "c",
                "i=0; while [ $i -lt 5000 ]; do printf x; i=$((i+1)); done "
                    + "> $CONTAINER_ROOT/dev/termination-log"
            ),
            Never
        );
        await _cluster.UntilPhase("long", "Succeeded");
        Assert.Equal(4096, _cluster.Status("long").Text("state", "terminated", "message")!.Length);
    }
}
