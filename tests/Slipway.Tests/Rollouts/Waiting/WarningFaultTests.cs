using Slipway.Kubernetes.Objects;
using Slipway.Rollouts.Waiting;
using Slipway.Values;
using static Slipway.Tests.Rollouts.Waiting.PodSamples;

namespace Slipway.Tests.Rollouts.Waiting;

public sealed class WarningFaultTests
{
    private const string MissingSecret =
        "MountVolume.SetUp failed for volume \"x\" : secret \"not-there\" not found";

    private static readonly KubeObject s_creating = Pod(WaitingContainer("ContainerCreating", ""));

    public static TheoryData<string, string, FaultGrade, string, string> Warnings { get; } =
        new()
        {
            {
                "FailedMount",
                MissingSecret,
                FaultGrade.FatalWhenItLasts,
                "secret \"not-there\" not found (volume x)",
                "Create the Secret 'not-there'"
            },
            {
                "FailedMount",
                "MountVolume.SetUp failed for volume \"c\" : configmap \"settings\" not found",
                FaultGrade.FatalWhenItLasts,
                "configmap \"settings\" not found (volume c)",
                "Create the ConfigMap 'settings'"
            },
            {
                "FailedMount",
                "MountVolume.SetUp failed for volume \"c\" : references non-existent secret key: tls.crt",
                FaultGrade.FatalWhenRepeated,
                "references non-existent secret key: tls.crt (volume c)",
                "Add the key"
            },
            {
                "FailedMount",
                "MountVolume.SetUp failed for volume \"c\" : failed to sync configmap cache: timed out",
                FaultGrade.MayHeal,
                "failed to sync configmap cache: timed out (volume c)",
                "driver"
            },
            {
                "FailedAttachVolume",
                "Multi-Attach error for volume \"pvc-1\" Volume is already used by pod(s) db-0",
                FaultGrade.MayHeal,
                "Multi-Attach error for volume \"pvc-1\" Volume is already used by pod(s) db-0",
                "strategy Recreate"
            },
            {
                "FailedCreatePodSandBox",
                "Failed to create pod sandbox: plugin type=\\\"calico\\\" failed (add): unauthorized",
                FaultGrade.MayHeal,
                "Failed to create pod sandbox: plugin type=\"calico\" failed (add): unauthorized",
                "CNI"
            },
            {
                "FailedCreatePodSandBox",
                "Failed to create pod sandbox: no runtime for \"gvisor\" is configured",
                FaultGrade.FatalWhenItLasts,
                "Failed to create pod sandbox: no runtime for \"gvisor\" is configured",
                "runtimeClassName"
            },
            {
                "FailedScheduling",
                "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.",
                FaultGrade.MayHeal,
                "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.",
                "kubectl get pvc"
            },
            {
                "FailedScheduling",
                "0/3 nodes are available: 3 node(s) didn't have free ports for the requested pod ports.",
                FaultGrade.MayHeal,
                "0/3 nodes are available: 3 node(s) didn't have free ports for the requested pod ports.",
                "change hostPort"
            },
            {
                "ProvisioningFailed",
                "storageclass.storage.k8s.io \"fast\" not found",
                FaultGrade.FatalWhenItLasts,
                "storageclass.storage.k8s.io \"fast\" not found",
                "kubectl get storageclass"
            },
            {
                "NetworkNotReady",
                "network is not ready: container runtime network not ready",
                FaultGrade.MayHeal,
                "network is not ready: container runtime network not ready",
                "CNI"
            },
            {
                "PolicyViolation",
                "validation error: no host path",
                FaultGrade.MayHeal,
                "validation error: no host path",
                "kubectl describe pod"
            },
        };

    [Theory]
    [MemberData(nameof(Warnings))]
    public void Every_warning_is_graded_and_says_what_to_do(
        string reason,
        string message,
        FaultGrade grade,
        string words,
        string hint
    )
    {
        var fault = PodFailure.Of(s_creating, PodHistory.None.Saw(Event(reason, message, container: "")))!;
        Assert.Equal((grade, reason, words), (fault.Grade, fault.Reason, fault.Message));
        Assert.Contains(hint, fault.Hint);
        Assert.False(fault.IsFatal);
    }

    [Fact]
    public void A_missing_secret_may_be_made_a_little_later_and_is_fatal_when_nobody_does()
    {
        var history = PodHistory
            .None.Saw(Mount("22:24:10", 1))
            .Saw(Mount("22:24:11", 2))
            .Saw(Mount("22:24:25", 6));
        Assert.False(PodFailure.Of(s_creating, history)!.IsFatal);
        Assert.True(PodFailure.Of(s_creating, history.Saw(Mount("22:24:41", 7)))!.IsFatal);
    }

    [Fact]
    public void How_long_it_lasted_before_the_watch_began_does_not_count()
    {
        var before = PodHistory.None.Baseline(Mount("22:10:00", 9));
        var known = PodFailure.Of(s_creating, before)!;
        Assert.Equal(("secret \"not-there\" not found (volume x)", false), (known.Message, known.IsFatal));
        Assert.False(PodFailure.Of(s_creating, before.Saw(Mount("22:24:10", 10)))!.IsFatal);
    }

    [Fact]
    public void The_kubelets_summary_does_not_replace_what_it_sums_up()
    {
        var history = PodHistory
            .None.Saw(Mount("22:24:10", 1))
            .Saw(
                Event(
                    "FailedMount",
                    "Unable to attach or mount volumes: unmounted volumes=[x]: timed out",
                    id: "e2",
                    container: ""
                )
            );
        Assert.Contains("not-there", PodFailure.Of(s_creating, history)!.Message);
    }

    [Fact]
    public void Events_that_were_combined_are_read_like_single_ones()
    {
        var history = PodHistory.None.Saw(
            Event("FailedMount", $"(combined from similar events): {MissingSecret}", container: "")
        );
        Assert.Equal(
            "secret \"not-there\" not found (volume x)",
            PodFailure.Of(s_creating, history)!.Message
        );
        Assert.True(
            Event("Failed", "(combined from similar events): Failed to pull image \"x\": no").IsRefusedPull
        );
    }

    [Fact]
    public void What_came_before_the_containers_is_over_once_they_are_reached()
    {
        var history = PodHistory.None.Saw(Mount("22:24:10", 1));
        Assert.Null(PodFailure.Of(Pod(Running(ready: false)), history));
        Assert.Null(
            PodFailure.Of(s_creating, history.Saw(Event("Pulling", "Pulling image", warning: false)))
        );
        Assert.Null(
            PodFailure.Of(
                Pod(
                    WaitingContainer("ContainerCreating", ""),
                    """, "conditions": [{"type":"PodReadyToStartContainers","status":"True"}]"""
                ),
                history
            )
        );
    }

    [Fact]
    public void A_missing_pull_secret_is_told_with_the_refused_pull()
    {
        var history = PodHistory
            .None.Saw(
                Event(
                    "FailedToRetrieveImagePullSecret",
                    "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may "
                        + "not succeed.",
                    container: ""
                )
            )
            .Saw(Event("Failed", "Failed to pull image \"x\": unauthorized", id: "e2"));
        var fault = PodFailure.Of(Pod(WaitingContainer("ErrImagePull", "unauthorized")), history)!;
        Assert.Equal("ErrImagePull", fault.Reason);
        Assert.EndsWith(
            "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.",
            fault.Hint
        );
    }

    private static ClusterEvent Mount(string time, int count) =>
        Event("FailedMount", MissingSecret, count, container: "", time: $"2026-11-20T{time}Z");
}
