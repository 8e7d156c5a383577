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

    private static RolloutState Picture(KubeObject live)
    {
        var picture = new RolloutState();
        picture.Take(new WatchEvent(WatchEventType.Added, live), live: true);
        return picture;
    }

    private static string Spec(string image, int? replicas) =>
        "{"
        + (replicas is null ? "" : $"\"replicas\":{replicas},")
        + $$"""
            "template":{"spec":{"containers":[{"image":"{{image}}"}]} } }
            """;
}
