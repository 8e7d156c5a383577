using Slipway.Kubernetes.Watching;
using Slipway.Pipeline.Status;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class WorkloadStatusTests
{
    private static readonly string s_digest = $"sha256:{new string('a', 64)}";

    /// <summary>Kind, spec, status, labels; what is told of it.</summary>
    public static TheoryData<string, string, string, string, string> Workloads =>
        new()
        {
            {
                "Deployment",
                Spec("registry.example.com/shop/movie:1.4.0@" + s_digest, 3),
                """{"observedGeneration":1,"replicas":3,"updatedReplicas":3,"availableReplicas":2}""",
                """{"app.kubernetes.io/name":"movie"}""",
                "movie 1.4.0 aaaaaaaaaaaa 2/3 stable"
            },
            {
                "Deployment",
                Spec("registry.example.com/shop/movie:1.4.0", 0),
                "{}",
                "{}",
                "x 1.4.0  0/0 stable"
            },
            { "Deployment", Spec("busybox", null), "{}", "{}", "x unknown  0/1 stable" },
            {
                "Deployment",
                """{"template":{"spec":{"containers":[{"name":"c"}]}}}""",
                "{}",
                "{}",
                "x unknown  0/1 stable"
            },
            {
                "Deployment",
                """{"template":{"spec":{"containers":[]}}}""",
                "{}",
                "{}",
                "x unknown  0/1 stable"
            },
            {
                "Deployment",
                """
                    {"template":{"metadata":{"labels":{"slipway.dev/track":"canary"}},"spec":{"containers":[]}}}
                    """,
                """{"observedGeneration":1,"replicas":1,"updatedReplicas":1,"availableReplicas":1}""",
                "{}",
                "x unknown  1/1 canary"
            },
            {
                "StatefulSet",
                Spec("registry.example.com/db:8", 2),
                """{"observedGeneration":1,"readyReplicas":1,"updatedReplicas":2}""",
                "{}",
                "x 8  1/2 stable"
            },
            {
                "DaemonSet",
                Spec("registry.example.com/agent:2", null),
                """{"observedGeneration":1,"numberAvailable":4,"updatedNumberScheduled":5,"desiredNumberScheduled":5}""",
                "{}",
                "x 2  4/5 stable"
            },
        };

    [Theory]
    [MemberData(nameof(Workloads))]
    public void A_workload_is_told_in_one_line(
        string kind,
        string spec,
        string status,
        string labels,
        string told
    )
    {
        var live = KubeObject.Parse(
            $$$"""
            {"apiVersion":"apps/v1","kind":"{{{kind}}}","spec":{{{spec}}},"status":{{{status}}},
             "metadata":{"name":"x","uid":"w","generation":1,"creationTimestamp":"2026-11-20T22:00:00Z","labels":{{{labels}}}} }
            """
        );
        var of = WorkloadStatus.Of(live, Picture(live), "http://here");
        Assert.Equal(
            told,
            $"{of.Service} {of.Version} {of.Digest?.Short} {of.Ready}/{of.Desired} {of.Track}"
        );
        Assert.Equal((2026, "http://here"), (of.Created.Year, of.Address));
    }

    [Fact]
    public void After_a_rollback_the_age_is_that_of_the_new_pods()
    {
        var workload = Object("Deployment", "w", owner: "none", "20:00");
        // It is the first ReplicaSet again, as old as its first pods, which are gone.
        var status = WorkloadStatus.Of(
            workload,
            Picture(
                workload,
                Object("ReplicaSet", "r1", owner: "w", "20:00"),
                Object("Pod", "p1", owner: "r1", "22:31"),
                Object("Pod", "p2", owner: "r1", "22:30")
            ),
            ""
        );
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 22, 30, 0, TimeSpan.Zero), status.Created);
    }

    private static KubeObject Object(string kind, string uid, string owner, string created) =>
        KubeObject.Parse(
            $$$"""
            {"apiVersion":"{{{(kind == "Pod" ? "v1" : "apps/v1")}}}","kind":"{{{kind}}}",
             "metadata":{"name":"{{{uid}}}","uid":"{{{uid}}}","generation":1,"creationTimestamp":"2026-11-20T{{{created}}}:00Z",
                         "annotations":{"deployment.kubernetes.io/revision":"3"},
                         "ownerReferences":[{"uid":"{{{owner}}}","controller":true}]},
             "spec":{"template":{"spec":{"containers":[{"name":"c"}]} } },"status":{"observedGeneration":1}}
            """
        );

    private static RolloutState Picture(params KubeObject[] live)
    {
        var picture = new RolloutState();
        foreach (var obj in live)
            picture.Take(new WatchEvent(WatchEventType.Added, obj), live: true);
        return picture;
    }

    private static string Spec(string image, int? replicas) =>
        "{"
        + (replicas is null ? "" : $"\"replicas\":{replicas},")
        + $$"""
            "template":{"spec":{"containers":[{"image":"{{image}}"}]} } }
            """;
}
