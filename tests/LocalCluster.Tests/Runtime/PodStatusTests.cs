using LocalCluster.Objects;
using LocalCluster.Runtime.Probes;
using LocalCluster.Runtime.Status;
using Slipway.Formats;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Runtime;

public sealed class PodStatusTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Always", "waiting", "Pending")]
    [InlineData("Always", "running", "Running")]
    [InlineData("Always", "0", "Running")]
    [InlineData("Never", "0", "Succeeded")]
    [InlineData("Never", "1", "Failed")]
    [InlineData("OnFailure", "1", "Running")]
    [InlineData("Never", "0,1", "Failed")]
    [InlineData("Never", "0,running", "Running")]
    [InlineData("Always", "crashloop", "Running")]
    public void The_phase_follows_from_the_containers(string policy, string states, string expected) =>
        Assert.Equal(expected, PodPhase.Of(policy, [], [.. states.Split(',').Select(Record)]));

    [Fact]
    public void An_unfinished_init_container_keeps_the_pod_pending()
    {
        Assert.Equal("Pending", PodPhase.Of("Always", [Record("running")], [Record("waiting")]));
        Assert.Equal("Pending", PodPhase.Of("Always", [Record("1")], [Record("waiting")]));
        Assert.Equal("Failed", PodPhase.Of("Never", [Record("1")], [Record("waiting")]));
        Assert.Equal("Running", PodPhase.Of("Always", [Record("0")], [Record("running")]));
    }

    [Fact]
    public void Conditions_say_which_containers_are_not_ready_and_keep_their_times()
    {
        var pod = Pod(
            "a",
            status: "{'conditions': [{'type': 'Ready', 'status': 'False', 'lastTransitionTime': 'before'}]}"
        );
        var status = PodStatus.Of(
            pod,
            new PodPlace("127.80.0.1", "127.80.8.1", s_now),
            [],
            [Record("running")],
            s_now
        );
        var ready = status.Items("conditions").Single(c => c.Text("type") == "Ready");
        Assert.Equal("containers with unready status: [c]", ready.Text("message"));
        Assert.Equal("ContainersNotReady", ready.Text("reason"));
        Assert.Equal("before", ready.Text("lastTransitionTime"));
        Assert.Equal(
            ["Initialized", "Ready", "ContainersReady", "PodScheduled"],
            status.Items("conditions").Select(c => c.Text("type"))
        );
    }

    [Fact]
    public void A_readiness_gate_must_be_true_too()
    {
        var pod = Pod("a", "{'readinessGates': [{'conditionType': 'x.example/live'}]}");
        var record = Record("running") with { Ready = true };
        var status = PodStatus.Of(pod, new PodPlace("127.80.0.1", "127.80.8.1", s_now), [], [record], s_now);
        var ready = status.Items("conditions").Single(c => c.Text("type") == "Ready");
        Assert.Equal("ReadinessGatesNotReady", ready.Text("reason"));
    }

    [Theory]
    [InlineData(0, 0, "0s")]
    [InlineData(1, 0, "0s")]
    [InlineData(2, 0, "10s")]
    [InlineData(3, 0, "20s")]
    [InlineData(5, 0, "1m20s")]
    [InlineData(50, 0, "5m0s")]
    public void Restarts_wait_ever_longer(int crashes, int unused, string expected) =>
        Assert.Equal(expected, Duration.FormatAsGo(Backoff.Restart(crashes) + TimeSpan.FromSeconds(unused)));

    [Fact]
    public void A_verdict_changes_when_its_threshold_is_reached()
    {
        var settings = ProbeSettings.Of(Json("{'failureThreshold': 2, 'successThreshold': 1}"));
        var verdict = new ProbeVerdict(true, 0, true);
        (verdict, var reached) = verdict.After(ProbeResult.Failed("no"), settings);
        Assert.True(verdict.IsPassing);
        Assert.False(reached);
        (verdict, reached) = verdict.After(ProbeResult.Failed("no"), settings);
        Assert.False(verdict.IsPassing);
        Assert.True(reached);
        (verdict, _) = verdict.After(ProbeResult.Passed, settings);
        Assert.True(verdict.IsPassing);
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("1m30s", 90)]
    [InlineData("500ms", 0.5)]
    [InlineData("1.5h", 5400)]
    public void Rehearsed_durations_are_read(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Durations.ParseSeconds(text));

    private static ContainerRecord Record(string state) =>
        new("c", "i")
        {
            State = state switch
            {
                "waiting" => new Waiting("ContainerCreating"),
                "crashloop" => new Waiting("CrashLoopBackOff"),
                "running" => new Running(s_now),
                _ => new Terminated(int.Parse(state, null), "Error", s_now, s_now, null),
            },
            Last = state == "crashloop" ? new Terminated(1, "Error", s_now, s_now, null) : null,
        };
}
