using System.Text.Json.Nodes;
using LocalCluster.Api.Metrics;
using LocalCluster.Controllers.Autoscaling;
using LocalCluster.Objects;
using LocalCluster.Tests.Support;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Controllers;

public sealed class AutoscalingTests
{
    private const string Cpu =
        "{'type': 'Resource', 'resource': {'name': 'cpu', "
        + "'target': {'type': 'Utilization', 'averageUtilization': 50} } }";

    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 1, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Every letter is a pod: r ready, s started just now and not ready, p pending, m not measured, d being
    /// deleted, f failed. All request 100m.
    /// </summary>
    [Theory]
    [InlineData("rr", 50, 2, "on target")]
    [InlineData("rr", 54, 2, "within the tolerance")]
    [InlineData("rr", 46, 2, "within the tolerance below")]
    [InlineData("rr", 56, 3, "above")]
    [InlineData("rr", 100, 4, "twice as much")]
    [InlineData("rrrr", 25, 2, "half")]
    [InlineData("rrm", 100, 4, "missing pods count as idle when pods are added")]
    [InlineData("rrrm", 60, 4, "missing pods may turn the change round, which is then left")]
    [InlineData("rrm", 10, 3, "missing pods count as fully used when pods are removed")]
    [InlineData("rrs", 100, 4, "pods that start count as idle when pods are added")]
    [InlineData("rrp", 100, 4, "pods that wait count as idle when pods are added")]
    [InlineData("rrs", 20, 1, "pods that start do not keep pods from being removed")]
    [InlineData("rrd", 100, 4, "pods that go do not count")]
    [InlineData("rrf", 100, 4, "failed pods do not count")]
    public void Pods_are_counted_by_what_their_measurement_is_worth(
        string pods,
        int milli,
        int expected,
        string why
    )
    {
        var verdict = Decide(Autoscaler(Cpu), pods, milli);
        Assert.Equal((why, expected), (why, verdict.Metrics is null ? -1 : Recommended(verdict)));
    }

    [Theory]
    [InlineData("'target': {'type': 'AverageValue', 'averageValue': '40m'}", 80, 4)]
    [InlineData("'target': {'type': 'AverageValue', 'averageValue': '0.1'}", 100, 2)]
    public void An_average_value_needs_no_requests(string target, int milli, int expected)
    {
        var metric = $"{{'type': 'Resource', 'resource': {{'name': 'cpu', {target} }} }}";
        Assert.Equal(expected, Recommended(Decide(Autoscaler(metric), "rr", milli, request: false)));
    }

    [Fact]
    public void One_container_may_count_alone()
    {
        const string metric =
            "{'type': 'ContainerResource', 'containerResource': {'name': 'cpu', "
            + "'container': 'c', 'target': {'type': 'Utilization', 'averageUtilization': 50} } }";
        var verdict = Decide(Autoscaler(metric), "rr", 100);
        Assert.Equal("cpu container resource utilization (percentage of request) above target", verdict.Why);
        Assert.Equal("100m", verdict.Metrics!.Single()["containerResource"].Text("current", "averageValue"));
        Assert.Equal("c", verdict.Metrics!.Single()["containerResource"].Text("container"));
    }

    [Theory]
    [InlineData(
        "m",
        true,
        Cpu,
        "FailedGetResourceMetric",
        "failed to get cpu utilization: unable to get metrics "
            + "for resource cpu: no metrics returned from resource metrics API"
    )]
    [InlineData(
        "",
        true,
        Cpu,
        "FailedGetResourceMetric",
        "failed to get cpu utilization: unable to get metrics "
            + "for resource cpu: no metrics returned from resource metrics API"
    )]
    [InlineData(
        "s",
        true,
        Cpu,
        "FailedGetResourceMetric",
        "failed to get cpu utilization: did not receive metrics "
            + "for targeted pods (pods might be unready)"
    )]
    [InlineData(
        "r",
        false,
        Cpu,
        "FailedGetResourceMetric",
        "failed to get cpu utilization: missing request for " + "cpu in container c of Pod r0"
    )]
    [InlineData(
        "r",
        true,
        "{'type': 'Pods', 'pods': {'metric': {'name': 'rps'}, 'target': {'type': 'AverageValue',"
            + "'averageValue': '1'} } }",
        "FailedGetPodsMetric",
        "unable to get metric rps: unable to fetch metrics "
            + "from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered"
    )]
    public void A_metric_that_cannot_be_had_is_said_so_and_nothing_is_scaled(
        string pods,
        bool request,
        string metric,
        string reason,
        string message
    )
    {
        var verdict = Decide(Autoscaler(metric), pods, 100, request: request);
        Assert.Equal((1, true), (verdict.Desired, verdict.Failed));
        Assert.Equal(
            new AutoscalerCondition(
                "ScalingActive",
                false,
                reason,
                "the HPA was unable to compute the replica count: " + message
            ),
            verdict.Conditions.Single()
        );
        Assert.Equal([reason, "FailedComputeMetricsReplicas"], verdict.Warnings.Select(c => c.Reason));
        Assert.StartsWith(
            "invalid metrics (1 invalid out of 1), first error is: failed to get ",
            verdict.Warnings[1].Message
        );
    }

    [Theory]
    [InlineData(100, 4, false)]
    [InlineData(20, 2, true)]
    public void With_one_of_two_metrics_missing_pods_are_added_but_not_removed(
        int milli,
        int expected,
        bool failed
    )
    {
        const string external =
            "{'type': 'External', 'external': {'metric': {'name': 'queue'}, "
            + "'target': {'type': 'Value', 'value': '1'} } }";
        var verdict = Decide(Autoscaler($"{Cpu}, {external}"), "rr", milli);
        Assert.Equal((expected, failed), (verdict.Desired, verdict.Failed));
        Assert.Equal("FailedGetExternalMetric", verdict.Warnings[0].Reason);
    }

    [Theory]
    [InlineData(0, 0, "", "ScalingDisabled")]
    [InlineData(12, 10, "Current number of replicas above Spec.MaxReplicas", null)]
    [InlineData(1, 2, "Current number of replicas below Spec.MinReplicas", null)]
    public void Outside_of_the_bounds_no_metric_is_asked(
        int current,
        int expected,
        string why,
        string? reason
    )
    {
        var verdict = new AutoscalerDecision(Autoscaler(Cpu, minimum: 2), [], _ => null, s_now).Decide(
            current,
            new AutoscalerMemory()
        );
        Assert.Equal((expected, why), (verdict.Desired, verdict.Why));
        Assert.Equal(reason, verdict.Conditions.SingleOrDefault()?.Reason);
    }

    [Theory]
    [InlineData("", 2, 9, 6, "ScaleUpLimit")]
    [InlineData("", 8, 30, 10, "TooManyReplicas")]
    [InlineData(
        "'scaleUp': {'policies': [{'type': 'Pods', 'value': 1, 'periodSeconds': 60}]}",
        2,
        9,
        3,
        "ScaleUpLimit"
    )]
    [InlineData("'scaleUp': {'selectPolicy': 'Disabled'}", 2, 9, 2, "ScaleUpLimit")]
    [InlineData(
        "'scaleUp': {'selectPolicy': 'Min', 'policies': [{'type': 'Pods', 'value': 1, 'periodSeconds': 60},"
            + "{'type': 'Percent', 'value': 100, 'periodSeconds': 60}]}",
        4,
        9,
        5,
        "ScaleUpLimit"
    )]
    [InlineData("", 8, 1, 1, "DesiredWithinRange")]
    [InlineData(
        "'scaleDown': {'policies': [{'type': 'Percent', 'value': 25, 'periodSeconds': 60}]}",
        8,
        1,
        6,
        "ScaleDownLimit"
    )]
    [InlineData("'scaleDown': {'selectPolicy': 'Disabled'}", 8, 1, 8, "ScaleDownLimit")]
    [InlineData(
        "'scaleDown': {'selectPolicy': 'Min', 'policies': [{'type': 'Pods', 'value': 1, 'periodSeconds': 60},"
            + "{'type': 'Percent', 'value': 50, 'periodSeconds': 60}]}",
        8,
        1,
        7,
        "ScaleDownLimit"
    )]
    [InlineData("", 3, 0, 1, "TooFewReplicas")]
    public void Policies_limit_how_far_the_number_goes(
        string behavior,
        int current,
        int desired,
        int expected,
        string reason
    )
    {
        var (replicas, finding) = new ScalingRate(
            Autoscaler(Cpu, behavior),
            new AutoscalerMemory(),
            s_now
        ).Limit(current, desired);
        Assert.Equal((expected, reason), (replicas, finding.Reason));
        Assert.Equal(reason != "DesiredWithinRange", finding.IsTrue);
    }

    [Fact]
    public void What_was_added_in_the_period_counts_against_the_policy()
    {
        const string slow = "'scaleUp': {'policies': [{'type': 'Pods', 'value': 2, 'periodSeconds': 60}]}";
        var memory = new AutoscalerMemory().Scaled(s_now.AddSeconds(-30), 2, 4);
        Assert.Equal(4, new ScalingRate(Autoscaler(Cpu, slow), memory, s_now).Limit(4, 9).Replicas);
        Assert.Equal(
            6,
            new ScalingRate(Autoscaler(Cpu, slow), memory, s_now.AddSeconds(31)).Limit(4, 9).Replicas
        );
    }

    [Theory]
    [InlineData(10, "", 6, 2, 6, "ScaleDownStabilized")]
    [InlineData(299, "", 6, 2, 6, "ScaleDownStabilized")]
    [InlineData(301, "", 6, 2, 2, "ReadyForNewScale")]
    [InlineData(10, "'scaleDown': {'stabilizationWindowSeconds': 0}", 6, 2, 2, "ReadyForNewScale")]
    [InlineData(10, "", 2, 6, 6, "ReadyForNewScale")]
    [InlineData(10, "'scaleUp': {'stabilizationWindowSeconds': 60}", 2, 6, 2, "ScaleUpStabilized")]
    public void A_number_goes_down_only_when_it_stayed_down(
        int secondsAgo,
        string behavior,
        int before,
        int desired,
        int expected,
        string reason
    )
    {
        var memory = new AutoscalerMemory().Recommended(s_now.AddSeconds(-secondsAgo), before);
        var (replicas, finding) = Stabilization.Of(Autoscaler(Cpu, behavior), memory, before, desired, s_now);
        Assert.Equal((expected, reason), (replicas, finding.Reason));
    }

    private static int Recommended(AutoscalerVerdict verdict) => verdict.Memory.Recommendations[^1].Replicas;

    private static AutoscalerVerdict Decide(
        JsonObject autoscaler,
        string letters,
        int milli,
        bool request = true
    )
    {
        var pods = letters.Select((letter, i) => Pod(letter, $"{letter}{i}", request)).ToList();
        return new AutoscalerDecision(
            autoscaler,
            pods,
            pod =>
                pod.Name()[0] == 'm'
                    ? null
                    : new PodUsage(
                        s_now,
                        TimeSpan.FromSeconds(15),
                        new Dictionary<string, Usage> { ["c"] = new(milli / 1000m, 0) }
                    ),
            s_now
        ).Decide(Math.Max(1, letters.Count(l => l is not ('d' or 'f'))), new AutoscalerMemory());
    }

    private static JsonObject Pod(char letter, string name, bool request)
    {
        var (start, ready) = letter == 's' ? ("00:59:50", "False") : ("00:10:00", "True");
        var phase = letter switch
        {
            'p' => "Pending",
            'f' => "Failed",
            _ => "Running",
        };
        var resources = request ? "'resources': {'requests': {'cpu': '100m'} }" : "'resources': {}";
        return TestObjects.Pod(
            name,
            $"{{'containers': [{{'name': 'c', {resources} }}]}}",
            $$"""
            {'phase': '{{phase}}', 'startTime': '2030-01-01T{{start}}Z', 'conditions': [
              {'type': 'Ready', 'status': '{{ready}}', 'lastTransitionTime': '2030-01-01T{{start}}Z'}]}
            """,
            letter == 'd' ? ", 'deletionTimestamp': '2030-01-01T01:00:00Z'" : ""
        );
    }

    private static JsonObject Autoscaler(string metrics, string behavior = "", int minimum = 1) =>
        Json(
            $$"""
            {'metadata': {'name': 'web', 'namespace': 'default'}, 'spec': {'minReplicas': {{minimum}},
             'maxReplicas': 10, 'metrics': [{{metrics}}], 'behavior': { {{behavior}} } } }
            """
        );
}
