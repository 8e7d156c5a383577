using Slipway.Pipeline.Status;
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
                """{"readyReplicas":2}""",
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
                """{"readyReplicas":1}""",
                "{}",
                "x unknown  1/1 canary"
            },
            {
                "StatefulSet",
                Spec("registry.example.com/db:8", 2),
                """{"readyReplicas":1}""",
                "{}",
                "x 8  1/2 stable"
            },
            {
                "DaemonSet",
                Spec("registry.example.com/agent:2", null),
                """{"numberReady":4,"desiredNumberScheduled":5}""",
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
             "metadata":{"name":"x","creationTimestamp":"2026-11-20T22:00:00Z","labels":{{{labels}}}} }
            """
        );
        var of = WorkloadStatus.Of(live, null, "http://here");
        Assert.Equal(
            told,
            $"{of.Service} {of.Version} {of.Digest?.Short} {of.Ready}/{of.Desired} {of.Track}"
        );
        Assert.Equal((2026, "http://here"), (of.Created.Year, of.Address));
    }

    [Fact]
    public void The_age_is_that_of_the_present_pods_where_it_is_known()
    {
        var live = KubeObject.Parse(
            """
            {"apiVersion":"apps/v1","kind":"Deployment",
             "metadata":{"name":"x","creationTimestamp":"2026-11-20T22:00:00Z"}}
            """
        );
        var since = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(since, WorkloadStatus.Of(live, since, "").Created);
    }

    private static string Spec(string image, int? replicas) =>
        "{"
        + (replicas is null ? "" : $"\"replicas\":{replicas},")
        + $$"""
            "template":{"spec":{"containers":[{"image":"{{image}}"}]} } }
            """;
}
