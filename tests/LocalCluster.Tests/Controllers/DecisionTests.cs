using System.Text.Json.Nodes;
using LocalCluster.Controllers.CronJobs;
using LocalCluster.Controllers.Disruption;
using LocalCluster.Controllers.Endpoints;
using LocalCluster.Controllers.Jobs;
using LocalCluster.Controllers.ReplicaSets;
using LocalCluster.Controllers.Scheduling;
using LocalCluster.Controllers.StatefulSets;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Controllers;

public sealed class DecisionTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 1, 0, TimeSpan.Zero);

    [Fact]
    public void Pods_that_serve_least_are_deleted_first()
    {
        JsonObject[] pods =
        [
            ReadyPod("ready"),
            Pod("running-unready", "{'nodeName': 'local'}", "{'phase': 'Running'}"),
            ReadyPod(
                "cheap",
                metadata: ", 'annotations': {'controller.kubernetes.io/pod-deletion-cost': '-5'}"
            ),
            Pod("pending", "{'nodeName': 'local'}", "{'phase': 'Pending'}"),
            Pod("unassigned"),
        ];
        Assert.Equal(
            ["unassigned", "pending", "running-unready", "cheap", "ready"],
            DeletionOrder.Of(pods).Select(pod => pod.Name())
        );
    }

    [Theory]
    [InlineData("*/15 * * * *", "2030-01-01T10:07:00Z", "2030-01-01T10:15:00Z")]
    [InlineData("0 3 * * mon-fri", "2030-01-04T04:00:00Z", "2030-01-07T03:00:00Z")]
    [InlineData("30 4 1,15 * 5", "2030-01-02T00:00:00Z", "2030-01-04T04:30:00Z")]
    [InlineData("@monthly", "2030-01-31T23:59:00Z", "2030-02-01T00:00:00Z")]
    [InlineData("0 0 29 feb *", "2030-01-01T00:00:00Z", "2032-02-29T00:00:00Z")]
    [InlineData("5-10/5 * * * 7", "2030-01-01T00:00:00Z", "2030-01-06T00:05:00Z")]
    public void A_schedule_names_its_next_time(string schedule, string after, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, null),
            CronSchedule.TryParse(schedule)!.After(DateTimeOffset.Parse(after, null), TimeZoneInfo.Utc)
        );

    [Theory]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("a b c d e")]
    public void What_is_no_schedule_is_refused(string text) => Assert.Null(CronSchedule.TryParse(text));

    [Theory]
    [InlineData("{'backoffLimit': 1, 'completions': 1}", "{'failed': 2}", "BackoffLimitExceeded")]
    [InlineData("{'backoffLimit': 1, 'completions': 1}", "{'failed': 1}", null)]
    [InlineData("{'backoffLimit': 1, 'completions': 2}", "{'succeeded': 2}", "")]
    [InlineData("{'backoffLimit': 1, 'completions': 2}", "{'succeeded': 1}", null)]
    [InlineData("{'backoffLimit': 1}", "{'succeeded': 1}", "")]
    [InlineData(
        "{'completions': 1, 'activeDeadlineSeconds': 30}",
        "{'startTime': '2030-01-01T00:00:00Z'}",
        "DeadlineExceeded"
    )]
    public void A_job_ends_for_one_reason(string spec, string status, string? reason) =>
        Assert.Equal(
            reason,
            JobVerdict.End(Json($"{{'spec': {spec}, 'status': {status}}}"), [], 0, Now)?.Reason
        );

    [Theory]
    [InlineData("{'parallelism': 3, 'completions': 5}", "{'succeeded': 3}", 2)]
    [InlineData("{'parallelism': 3, 'completions': 5}", "{}", 3)]
    [InlineData("{'parallelism': 3}", "{'succeeded': 1}", 1)]
    [InlineData("{'parallelism': 3, 'suspend': true}", "{}", 0)]
    public void A_job_wants_no_more_pods_than_are_missing(string spec, string status, int expected) =>
        Assert.Equal(expected, JobVerdict.Wanted(Json($"{{'spec': {spec}, 'status': {status}}}"), active: 1));

    [Fact]
    public void Completed_indexes_are_kept_as_ranges()
    {
        Assert.Equal("0-2,5,7-8", JobPods.Ranges([7, 0, 1, 2, 5, 8, 2]));
        Assert.Equal([0, 1, 2, 5], JobPods.Indexes("0-2,5").Order());
    }

    [Theory]
    [InlineData("creates the first missing ordinal alone", "", "+0 ")]
    [InlineData("waits for it to be ready", "0:new:unready", " ")]
    [InlineData("then the next", "0:new:ready", "+1 ")]
    [InlineData("updates the highest of an old revision", "0:old:ready,1:old:ready,2:old:ready", " -db-2")]
    [InlineData("waits for an updated one", "0:old:ready,1:old:ready,2:new:unready", " ")]
    [InlineData(
        "replaces a broken one of an old revision",
        "0:old:ready,1:old:ready,2:old:unready",
        " -db-2"
    )]
    [InlineData("drops the highest surplus one", "0:new:ready,1:new:ready,2:new:ready,3:new:ready", " -db-3")]
    public void A_stateful_set_takes_one_step_at_a_time(string why, string present, string expected)
    {
        var set = Json("{'metadata': {'name': 'db'}, 'spec': {'replicas': 3}}");
        var pods = present
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => text.Split(':'))
            .ToDictionary(
                parts => int.Parse(parts[0], null),
                parts =>
                {
                    var labels = $", 'labels': {{'controller-revision-hash': '{parts[1]}'}}";
                    return parts[2] == "ready"
                        ? ReadyPod($"db-{parts[0]}", metadata: labels)
                        : Pod($"db-{parts[0]}", status: "{'phase': 'Running'}", metadata: labels);
                }
            );
        var step = StatefulStep.Next(set, pods, "new");
        var actual =
            string.Concat(step.Create.Select(o => $"+{o}"))
            + " "
            + string.Concat(step.Delete.Select(pod => $"-{pod.Name()}"));
        Assert.True(expected == actual, $"{why}: {actual}");
    }

    [Fact]
    public void A_partition_keeps_the_ordinals_below_it()
    {
        var set = Json(
            "{'metadata': {'name': 'db'}, 'spec': {'replicas': 1, "
                + "'updateStrategy': {'rollingUpdate': {'partition': 1}}}}"
        );
        var pods = new Dictionary<int, JsonObject>
        {
            [0] = ReadyPod("db-0", metadata: ", 'labels': {'controller-revision-hash': 'old'}"),
        };
        Assert.Empty(StatefulStep.Next(set, pods, "new").Delete);
    }

    [Fact]
    public void A_terminating_pod_serves_but_is_not_ready()
    {
        var service = Json(
            "{'spec': {'selector': {'app': 'web'}, 'ports': [{'name': 'http', 'port': 80, "
                + "'targetPort': 'http'}]}}"
        );
        var labels = ", 'labels': {'app': 'web'}";
        var pods = EndpointPods.Of(
            service,
            [
                ReadyPod("a", "127.80.8.1", labels),
                ReadyPod("b", "127.80.8.2", labels + ", 'deletionTimestamp': '2030-01-01T00:00:30Z'"),
                ReadyPod("other", "127.80.8.3"),
            ]
        );
        var slice = Assert.Single(EndpointsObject.Slices(pods));
        Assert.Equal("[{\"name\":\"http\",\"port\":8080,\"protocol\":\"TCP\"}]", slice.Ports.ToJsonString());
        Assert.Equal(
            [
                """{"ready":true,"serving":true,"terminating":false}""",
                """{"ready":false,"serving":true,"terminating":true}""",
            ],
            slice.Endpoints.Select(endpoint => endpoint.At("conditions")!.ToJsonString())
        );
        Assert.Equal("127.80.8.1", EndpointsObject.Subsets(pods)![0].Items("addresses").Single().Text("ip"));
    }

    [Theory]
    [InlineData(
        "{'nodeSelector': {'disk': 'ssd'}}",
        "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. "
            + "preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.."
    )]
    [InlineData(
        "{'containers': [{'resources': {'requests': {'cpu': '3', 'memory': '1Gi'}}}]}",
        "0/1 nodes are available: 1 Insufficient cpu. "
            + "preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.."
    )]
    [InlineData("{'containers': [{'resources': {'requests': {'cpu': '500m'}}}]}", null)]
    public void A_pod_that_does_not_fit_is_refused_in_the_schedulers_words(string spec, string? expected)
    {
        var node = Json(
            "{'metadata': {'labels': {'disk': 'hdd'}}, "
                + "'status': {'allocatable': {'cpu': '2', 'memory': '4Gi', 'pods': '10'}}}"
        );
        Assert.Equal(expected, NodeFit.Refuse(Json($"{{'spec': {spec}}}"), node, []));
    }

    [Theory]
    [InlineData("{'minAvailable': 1}", 2, 1)]
    [InlineData("{'maxUnavailable': '50%'}", 2, 1)]
    [InlineData("{'minAvailable': '100%'}", 2, 0)]
    public void A_budget_tells_how_many_pods_may_go(string spec, int healthy, int allowed)
    {
        var pods = Enumerable.Range(0, healthy).Select(i => ReadyPod($"p{i}")).ToArray();
        var status = DisruptionBudget.Status(Json($"{{'spec': {spec}}}"), pods, healthy, Now);
        Assert.Equal(allowed, status.Number("disruptionsAllowed"));
    }

    [Fact]
    public void A_repeated_event_is_counted()
    {
        var pod = ReadyPod("a");
        var first = EventObject.Of(
            EventSource.Kubelet("local"),
            Kinds.Pod,
            pod,
            "Normal",
            "Pulled",
            "m",
            "spec.containers{c}",
            Now,
            1
        );
        var second = EventObject.Of(
            EventSource.Kubelet("local"),
            Kinds.Pod,
            pod,
            "Normal",
            "Pulled",
            "m",
            "spec.containers{c}",
            Now.AddSeconds(9),
            2
        );
        Assert.Equal(EventObject.KeyOf(first), EventObject.KeyOf(second));
        var counted = EventObject.Repeated(first, second);
        Assert.Equal(2, counted.Number("count"));
        Assert.Equal("2030-01-01T00:01:09Z", counted.Text("lastTimestamp"));
        Assert.Equal("2030-01-01T00:01:00Z", counted.Text("firstTimestamp"));
    }

    [Fact]
    public void Templates_are_the_same_whatever_the_order_of_their_fields()
    {
        var one = Json(
            "{'metadata': {'labels': {'a': '1', 'b': '2'}, 'creationTimestamp': null}, 'spec': {'x': 1}}"
        );
        var other = Json(
            "{'spec': {'x': 1}, 'metadata': {'labels': {'b': '2', 'pod-template-hash': 'h', 'a': '1'}}}"
        );
        Assert.True(PodTemplate.Same(one, other));
        Assert.Equal(PodTemplate.Hash(one, 0), PodTemplate.Hash(other, 0));
        Assert.NotEqual(PodTemplate.Hash(one, 0), PodTemplate.Hash(one, 1));
    }
}
