using System.Text.Json.Nodes;
using Slipway.Kubernetes.Watching;
using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

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

    private static KubeObject Broken(string name, string owner) =>
        Pod(
            name,
            owner,
            """
            {"name":"c","ready":false,
             "state":{"waiting":{"reason":"CreateContainerConfigError","message":"no such key"}}}
            """
        );

    private static KubeObject Pod(string name, string owner, string container) =>
        Object("Pod", name, name, owner, null, json =>
            json["status"] = new JsonObject
            {
                ["containerStatuses"] = new JsonArray(JsonNode.Parse(container)),
            }
        );

    private static KubeObject Unhealthy(string pod) => Object("Event", "u", "u", null, null, json =>
        {
            json["involvedObject"] = new JsonObject
            {
                ["kind"] = "Pod",
                ["uid"] = pod,
                ["fieldPath"] = "spec.containers{c}",
            };
            json["reason"] = "Unhealthy";
            json["message"] = "probe failed";
        });

    private static KubeObject Object(
        string kind,
        string name,
        string uid,
        string? owner,
        string? revision,
        Action<JsonObject>? change = null
    )
    {
        var json = new JsonObject
        {
            ["apiVersion"] = Samples.ApiVersionOf(kind),
            ["kind"] = kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = "shop",
                ["uid"] = uid,
            },
        };
        if (owner is not null)
        {
            json["metadata"]!["ownerReferences"] = new JsonArray(
                new JsonObject { ["uid"] = owner, ["controller"] = true }
            );
        }
        if (revision is not null)
        {
            json["metadata"]!["annotations"] = new JsonObject
            {
                ["deployment.kubernetes.io/revision"] = revision,
            };
        }
        change?.Invoke(json);
        return KubeObject.From(json);
    }
}
