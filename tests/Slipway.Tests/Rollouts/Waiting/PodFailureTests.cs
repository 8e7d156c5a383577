using Slipway.Rollouts.Waiting;
using static Slipway.Tests.Rollouts.Waiting.PodSamples;

namespace Slipway.Tests.Rollouts.Waiting;

public sealed class PodFailureTests
{
    private static readonly PodHistory s_new = PodHistory.None with { HasNews = true };

    [Theory]
    [InlineData("InvalidImageName", "couldn't parse image reference", "image's name")]
    [InlineData("CreateContainerConfigError", "configmap 'nosuch' not found", "Create the ConfigMap")]
    [InlineData("ErrImageNeverPull", "not present", "imagePullPolicy")]
    [InlineData(
        "RunContainerError",
        "exec: '/nosuch': stat /nosuch: no such file or directory",
        "not in the image"
    )]
    [InlineData("RunContainerError", "exec /app/movie: exec format error", "another architecture")]
    [InlineData("RunContainerError", "exec: '/app': permission denied", "not allowed to execute")]
    public void What_cannot_pass_is_fatal_at_once(string reason, string message, string hint)
    {
        var fault = PodFailure.Of(Pod(WaitingContainer(reason, message)), s_new)!;
        Assert.Equal(
            (FaultGrade.Fatal, "c", reason, message),
            (fault.Grade, fault.Container, fault.Reason, fault.Message)
        );
        Assert.True(fault.IsFatal);
        Assert.Contains(hint, fault.Hint);
    }

    [Theory]
    [InlineData("ContainerCreating")]
    [InlineData("PodInitializing")]
    public void A_pod_on_its_way_has_no_fault(string reason) =>
        Assert.Null(PodFailure.Of(Pod(WaitingContainer(reason, "")), s_new));

    [Fact]
    public void One_crash_may_pass_and_the_second_is_fatal()
    {
        var once = PodFailure.Of(Pod(Terminated(3, "Error", 0)), s_new)!;
        Assert.Equal(
            (FaultGrade.FatalWhenRepeated, 1, "Crash", false),
            (once.Grade, once.Times, once.Reason, once.IsFatal)
        );

        var twice = PodFailure.Of(Pod(Terminated(3, "Error", 1, End(3, "Error"))), s_new)!;
        Assert.Equal((2, true, "exited with code 3, 2 times"), (twice.Times, twice.IsFatal, twice.Message));

        var waiting = PodFailure.Of(
            Pod(WaitingContainer("CrashLoopBackOff", "back-off 10s", 1, End(3, "Error"))),
            s_new
        )!;
        Assert.Equal((2, true), (waiting.Times, waiting.IsFatal));

        var running = PodFailure.Of(Pod(Running(false, 1, End(3, "Error"))), s_new)!;
        Assert.Equal((1, false), (running.Times, running.IsFatal));
    }

    [Fact]
    public void A_container_that_recovered_has_no_fault() =>
        Assert.Null(PodFailure.Of(Pod(Running(true, 5, End(3, "Error"))), s_new));

    [Fact]
    public void Crashes_from_before_the_watch_do_not_count()
    {
        var before = PodHistory.None.Baseline(
            Pod(WaitingContainer("CrashLoopBackOff", "", 4, End(3, "Error")))
        );
        Assert.Null(PodFailure.Of(Pod(WaitingContainer("CrashLoopBackOff", "", 4, End(3, "Error"))), before));
        Assert.False(PodFailure.Of(Pod(Terminated(3, "Error", 5)), before)!.IsFatal);
        Assert.True(PodFailure.Of(Pod(Terminated(3, "Error", 6)), before)!.IsFatal);
    }

    [Theory]
    [InlineData(137, "OOMKilled", "OOMKilled", "limits.memory")]
    [InlineData(137, "Error", "Killed", "liveness probe")]
    [InlineData(127, "Error", "CannotExecute", "not in the image")]
    [InlineData(0, "Completed", "Completed", "must keep running")]
    [InlineData(1, "Error", "Crash", "log")]
    public void How_a_container_ended_decides_the_hint(int code, string kubelets, string reason, string hint)
    {
        var fault = PodFailure.Of(Pod(Terminated(code, kubelets, 1, End(code, kubelets))), s_new)!;
        Assert.Equal(reason, fault.Reason);
        Assert.Contains(hint, fault.Hint);
        Assert.True(fault.IsFatal);
    }

    [Fact]
    public void A_container_that_cannot_be_started_is_fatal_even_while_it_is_backed_off()
    {
        var state = WaitingContainer(
            "CrashLoopBackOff",
            "back-off",
            1,
            End(128, "StartError", "exec: /nosuch: no such file or directory")
        );
        var fault = PodFailure.Of(Pod(state), s_new)!;
        Assert.Equal((FaultGrade.Fatal, "StartError"), (fault.Grade, fault.Reason));
    }

    [Fact]
    public void A_pull_that_is_refused_twice_is_fatal()
    {
        const string Refused = "Failed to pull image 'x': localhost:5000/svc:nosuch: not found";
        var pod = Pod(WaitingContainer("ErrImagePull", "rpc error: not found"));
        var once = PodFailure.Of(pod, s_new.Saw(Event("Failed", Refused)))!;
        Assert.Equal((1, false, Refused), (once.Times, once.IsFatal, once.Message));
        Assert.Contains("no such image", once.Hint);
        var twice = PodFailure.Of(pod, s_new.Saw(Event("Failed", Refused)).Saw(Event("Failed", Refused, 2)))!;
        Assert.True(twice.IsFatal);
        var others = PodFailure.Of(
            pod,
            s_new.Saw(Event("Failed", Refused)).Saw(Event("Failed", Refused + "!", 1, "e2"))
        )!;
        Assert.True(others.IsFatal);
    }

    [Fact]
    public void Pulls_that_were_refused_before_the_watch_do_not_count()
    {
        var refused = Event("Failed", "Failed to pull image 'x': unauthorized", 7);
        var fault = PodFailure.Of(
            Pod(WaitingContainer("ImagePullBackOff", "Back-off pulling image")),
            PodHistory.None.Baseline(refused)
        )!;
        Assert.False(fault.IsFatal);
    }

    [Fact]
    public void The_event_tells_of_a_refused_pull_before_the_status_does()
    {
        var refused = Event("Failed", "Failed to pull image 'x': unauthorized", 2);
        var fault = PodFailure.Of(Pod(WaitingContainer("ContainerCreating", "")), s_new.Saw(refused))!;
        Assert.Equal(("ErrImagePull", true), (fault.Reason, fault.IsFatal));
        Assert.Contains("imagePullSecret", fault.Hint);
    }

    [Fact]
    public void A_probe_that_does_not_pass_may_heal()
    {
        var history = s_new.Saw(Event("Unhealthy", "Readiness probe failed: connection refused"));
        var fault = PodFailure.Of(Pod(Running(false)), history)!;
        Assert.Equal(
            (FaultGrade.MayHeal, "Unhealthy", "Readiness probe failed: connection refused", false),
            (fault.Grade, fault.Reason, fault.Message, fault.IsFatal)
        );
        Assert.Null(PodFailure.Of(Pod(Running(true)), history));
    }

    [Fact]
    public void A_pod_that_fits_no_node_may_heal()
    {
        var pod = Pod(
            "",
            """
            , "conditions": [{"type":"PodScheduled","status":"False","reason":"Unschedulable",
              "message":"0/1 nodes are available"}]
            """
        );
        var fault = PodFailure.Of(pod, s_new)!;
        Assert.Equal(
            (FaultGrade.MayHeal, "Unschedulable", null),
            (fault.Grade, fault.Reason, fault.Container)
        );
    }

    [Fact]
    public void A_jobs_container_may_end_and_its_failures_are_the_jobs_to_count()
    {
        Assert.Null(PodFailure.Of(Pod(Terminated(0, "Completed", 0)), s_new, runsToEnd: true));
        var failed = PodFailure.Of(Pod(Terminated(1, "Error", 3)), s_new, runsToEnd: true)!;
        Assert.Equal(FaultGrade.MayHeal, failed.Grade);
        Assert.True(
            PodFailure.Of(Pod(WaitingContainer("InvalidImageName", "x")), s_new, runsToEnd: true)!.IsFatal
        );
    }

    [Fact]
    public void The_worst_of_several_faults_is_told()
    {
        const string init = """
            , "initContainerStatuses": [{"name":"init","restartCount":0,
              "state":{"waiting":{"reason":"CreateContainerConfigError","message":"m"}}}]
            """;
        Assert.Equal("init", PodFailure.Of(Pod(Terminated(1, "Error", 0), init), s_new)!.Container);
    }

    [Fact]
    public void A_pod_that_is_being_deleted_has_no_fault()
    {
        var pod = Pod(Terminated(1, "Error", 3))
            .With(json => json["metadata"]!["deletionTimestamp"] = "2026-11-20T22:24:13Z");
        Assert.Null(PodFailure.Of(pod, s_new));
    }
}
