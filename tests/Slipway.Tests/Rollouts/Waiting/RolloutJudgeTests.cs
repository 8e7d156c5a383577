using System.Text.Json.Nodes;
using Slipway.Kubernetes.Watching;
using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;
using static Slipway.Tests.Rollouts.Waiting.RolloutObjects;

namespace Slipway.Tests.Rollouts.Waiting;

public sealed class RolloutJudgeTests
{
    private readonly RolloutState _picture = new();
    private readonly KubeObject _applied = Object("Deployment", "movie", "d", null, "2", json =>
    {
        json["metadata"]!["generation"] = 3;
        json["spec"] = new JsonObject { ["replicas"] = 1 };
        json["status"] = new JsonObject
        {
            ["observedGeneration"] = 3,
            ["replicas"] = 1,
            ["updatedReplicas"] = 1,
        };
    });

    [Fact]
    public void What_was_wrong_before_the_watch_began_counts_only_once_it_shows_again()
    {
        Told(_applied, Object("ReplicaSet", "movie-2", "r2", "d", "2"));
        Told(Broken("p", "r2"));
        Assert.False(IsFatal());
        Assert.True(IsFatal(oldNewsCount: true));
        Happens(Broken("p", "r2"));
        Assert.True(IsFatal());
    }

    [Fact]
    public void Pods_of_an_older_revision_say_nothing()
    {
        Told(
            _applied,
            Object("ReplicaSet", "movie-1", "r1", "d", "1"),
            Object("ReplicaSet", "movie-2", "r2", "d", "2")
        );
        Happens(Broken("p", "r1"));
        Assert.Empty(Judge().Faults);
        Happens(Broken("q", "r2"));
        Assert.Equal("q", Judge().Faults.Single().Pod!.Name);
    }

    [Fact]
    public void A_status_of_an_older_generation_says_nothing()
    {
        Told(
            _applied.With(json =>
            {
                json["metadata"]!["generation"] = 2;
                json["status"]!["availableReplicas"] = 1;
            })
        );
        Assert.Equal(ReadinessState.Waiting, Judge().Readiness.State);
        Happens(_applied.With(json => json["status"]!["availableReplicas"] = 1));
        Assert.Equal(ReadinessState.Ready, Judge().Readiness.State);
    }

    [Theory]
    [InlineData("Complete", ReadinessState.Ready)]
    [InlineData("Suspended", ReadinessState.Failed)]
    public void A_Job_whose_time_to_live_is_over_counts_as_what_it_was(string condition, ReadinessState state)
    {
        var job = Object("Job", "seed", "j", null, null, json =>
        {
            json["apiVersion"] = "batch/v1";
            json["spec"] = new JsonObject { ["completions"] = 1, ["ttlSecondsAfterFinished"] = 0 };
            json["status"] = new JsonObject
            {
                ["succeeded"] = condition == "Complete" ? 1 : 0,
                ["conditions"] = new JsonArray(new JsonObject { ["type"] = condition, ["status"] = "True" }),
            };
        });
        Told(job);
        var leaving = job.With(json => json["metadata"]!["deletionTimestamp"] = "2030-01-01T00:00:00Z");
        Happens(leaving);
        _picture.Take(new WatchEvent(WatchEventType.Deleted, leaving), live: true);
        Assert.Equal(state, RolloutJudge.Judge(job, _picture, oldNewsCount: false).Readiness.State);
    }

    [Fact]
    public void A_deleted_workload_is_not_taken_for_a_ready_one()
    {
        Told(_applied.With(json => json["status"]!["availableReplicas"] = 1));
        _picture.Take(new WatchEvent(WatchEventType.Deleted, _applied), live: true);
        Assert.Equal("it was deleted", Judge().Readiness.Reason);
        Assert.True(IsFatal());
    }

    [Theory]
    [InlineData("pods \"x\" is forbidden: exceeded quota: small, requested: pods=1", true)]
    [InlineData("admission webhook \"p.example.com\" denied the request: no", true)]
    [InlineData("etcdserver: request timed out", false)]
    public void Pods_that_are_refused_are_fatal_and_faults_of_the_moment_are_not(string message, bool isFatal)
    {
        Told(_applied, Object("ReplicaSet", "movie-2", "r2", "d", "2"));
        Happens(Object("Event", "e", "e", null, null, json =>
            {
                json["involvedObject"] = new JsonObject { ["kind"] = "ReplicaSet", ["uid"] = "r2" };
                json["reason"] = "FailedCreate";
                json["message"] = message;
                json["type"] = "Warning";
            }));
        var (pod, fault) = Judge().Faults.Single();
        Assert.Null(pod);
        Assert.Equal(("FailedCreate", message, isFatal), (fault.Reason, fault.Message, fault.IsFatal));
    }

    [Fact]
    public void A_controller_that_gave_up_is_explained_by_what_its_pods_suffer_from()
    {
        Told(
            _applied.With(json =>
                json["status"]!["conditions"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "Progressing",
                        ["status"] = "False",
                        ["reason"] = "ProgressDeadlineExceeded",
                        ["message"] = "has timed out progressing.",
                    }
                )
            ),
            Object("ReplicaSet", "movie-2", "r2", "d", "2")
        );
        Assert.Equal("has timed out progressing.", Judge().Faults[0].Fault.Message);
        Happens(Pod("p", "r2", """{"name":"c","ready":false,"state":{"running":{}}}"""), Unhealthy("p"));
        Assert.Equal("probe failed (has timed out progressing.)", Judge().Faults[0].Fault.Message);
        Assert.True(IsFatal());
    }

    [Fact]
    public void A_claim_that_is_not_bound_explains_a_pod_that_no_node_can_take()
    {
        Told(_applied, Object("ReplicaSet", "movie-2", "r2", "d", "2"));
        Happens(Unscheduled("p", "r2", "data"));
        Assert.Equal("Unschedulable", Judge().Faults[0].Fault.Reason);
        Happens(
            Warning(
                "PersistentVolumeClaim",
                "data",
                "claim-uid",
                "ProvisioningFailed",
                "storageclass.storage.k8s.io \"fast\" not found"
            )
        );
        var fault = Judge().Faults[0].Fault;
        Assert.Equal(
            ("ProvisioningFailed", "claim data: storageclass.storage.k8s.io \"fast\" not found", false),
            (fault.Reason, fault.Message, fault.IsFatal)
        );
        Happens(
            Warning("PersistentVolumeClaim", "data", "claim-uid", "ProvisioningSucceeded", "done", "Normal")
        );
        Assert.Equal("Unschedulable", Judge().Faults[0].Fault.Reason);
    }

    [Fact]
    public void A_claim_that_waits_is_no_warning_to_Kubernetes_and_explains_its_pod_nevertheless()
    {
        Told(_applied, Object("ReplicaSet", "movie-2", "r2", "d", "2"));
        Told(
            Warning(
                "PersistentVolumeClaim",
                "data",
                "claim-uid",
                "FailedBinding",
                "no persistent volumes available for this claim and no storage class is set",
                "Normal"
            )
        );
        Happens(Unscheduled("p", "r2", "data"));
        Assert.Equal("FailedBinding", Judge().Faults[0].Fault.Reason);
        Assert.Contains("storageClassName", Judge().Faults[0].Fault.Hint);
    }

    [Fact]
    public void A_node_that_is_in_trouble_explains_a_pod_of_which_nothing_else_is_known()
    {
        Told(_applied, Object("ReplicaSet", "movie-2", "r2", "d", "2"));
        Told(Warning("Node", "n1", "n1", "Rebooted", "long ago"));
        Happens(
            Pod(
                    "p",
                    "r2",
                    """{"name":"c","ready":false,"state":{"waiting":{"reason":"ContainerCreating"}}}"""
                )
                .With(json => json["spec"] = new JsonObject { ["nodeName"] = "n1" })
        );
        Assert.Empty(Judge().Faults);
        Happens(Warning("Node", "n1", "n1", "NodeNotReady", "Node n1 status is now: NodeNotReady", "Normal"));
        Assert.Equal(
            "0/1 ready; 0 of 1 pods are available (pod p: NodeNotReady: "
                + "node n1: Node n1 status is now: NodeNotReady)",
            $"{Judge().Counts!.Words}; {Judge().WaitsFor}"
        );
        Happens(Warning("Node", "n1", "n1", "NodeReady", "Node n1 status is now: NodeReady", "Normal"));
        Assert.Empty(Judge().Faults);
    }

    [Theory]
    [InlineData(
        "StatefulSet",
        "create Pod web-0 in StatefulSet web failed error: pods \"web-0\" is forbidden: no"
    )]
    [InlineData(
        "DaemonSet",
        "Error creating: pods \"web-\" is forbidden: violates PodSecurity \"restricted\""
    )]
    [InlineData("Job", "Error creating: pods \"web-\" is forbidden: exceeded quota: small")]
    public void A_controller_without_a_condition_for_it_tells_of_refused_pods_by_events(
        string kind,
        string message
    )
    {
        // It may not have come to write its status.
        var web = Object(kind, "web", "w", null, null, json =>
        {
            json["metadata"]!["generation"] = 2;
            json["spec"] = new JsonObject();
        });
        Told(web);
        Told(Warning(kind, "web", "w", "FailedCreate", message));
        Assert.DoesNotContain(RolloutJudge.Judge(web, _picture, oldNewsCount: false).Faults, f =>
            f.Fault.IsFatal
        );
        Happens(Warning(kind, "web", "w", "FailedCreate", message));
        var (pod, fault) = RolloutJudge.Judge(web, _picture, oldNewsCount: false).Faults[0];
        Assert.Null(pod);
        Assert.Equal(("FailedCreate", message, true), (fault.Reason, fault.Message, fault.IsFatal));
    }

    [Fact]
    public void While_the_newest_ReplicaSet_is_not_known_yet_no_old_pod_is_counted_as_a_new_one()
    {
        Told(
            _applied
                .With(json => json["status"]!["availableReplicas"] = 1)
                .With(json => json["status"]!["replicas"] = 2),
            Object("ReplicaSet", "movie-1", "r1", "d", "1")
        );
        Assert.Equal((0, 1), (Judge().Counts!.Ready, Judge().Counts!.Desired));
    }

    [Fact]
    public void What_is_said_by_status_and_event_is_said_once()
    {
        const string quota = "pods \"movie-2-x\" is forbidden: exceeded quota: small";
        Told(
            _applied.With(json =>
                json["status"]!["conditions"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "ReplicaFailure",
                        ["status"] = "True",
                        ["reason"] = "FailedCreate",
                        ["message"] = quota,
                    }
                )
            ),
            Object("ReplicaSet", "movie-2", "r2", "d", "2")
        );
        // The next attempt is about another pod.
        var again = quota.Replace("movie-2-x", "movie-2-y", StringComparison.Ordinal);
        Happens(Warning("ReplicaSet", "movie-2", "r2", "FailedCreate", $"Error creating: {again}"));
        Assert.Equal($"FailedCreate: Error creating: {again}", Judge().WaitsFor);
    }

    [Fact]
    public void A_change_of_a_pod_concerns_all_its_owners()
    {
        Told(_applied, Object("ReplicaSet", "movie-2", "r2", "d", "2"));
        Assert.Equal(
            ["p", "r2", "d"],
            _picture.Take(new WatchEvent(WatchEventType.Added, Broken("p", "r2")), live: true)
        );
        Assert.Equal(
            ["p", "r2", "d"],
            _picture.Take(new WatchEvent(WatchEventType.Added, Unhealthy("p")), live: true)
        );
    }

    private RolloutJudge.Verdict Judge(bool oldNewsCount = false) =>
        RolloutJudge.Judge(_applied, _picture, oldNewsCount);

    private bool IsFatal(bool oldNewsCount = false) => Judge(oldNewsCount).Faults.Any(f => f.Fault.IsFatal);

    private void Told(params KubeObject[] objects) => Take(objects, live: false);

    private void Happens(params KubeObject[] objects) => Take(objects, live: true);

    private void Take(KubeObject[] objects, bool live)
    {
        foreach (var obj in objects)
            _picture.Take(new WatchEvent(WatchEventType.Modified, obj), live);
    }
}
