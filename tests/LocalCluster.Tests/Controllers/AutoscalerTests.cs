using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Tests.Support;
using LocalCluster.Watching;

namespace LocalCluster.Tests.Controllers;

public sealed class AutoscalerTests
{
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(5);

    /// <summary>How often an autoscaler looks.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Load_brings_pods_and_its_end_takes_them_away_after_five_minutes()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Deploy("web", 2, "{'sim.slipway.dev/cpu': '80m'}");
        await cluster.Complete("web");
        cluster.Resources.Create(Kinds.HorizontalPodAutoscaler, Autoscaler("web"));

        await Eventually.True(() => cluster.Time.IsSet(s_pause));
        while (Wanted(cluster) != 4)
            await Look(cluster);
        Assert.Equal("True AbleToScale", Condition(cluster, "AbleToScale", "SucceededRescale"));
        await Eventually.True(() =>
            cluster.Events("SuccessfulRescale").Contains("New size: 4; reason: cpu resource above target")
        );
        await Look(cluster);
        await Eventually.True(() =>
            Condition(cluster, "ScalingLimited", "TooManyReplicas") == "True ScalingLimited"
        );
        await cluster.Complete("web");

        Load("5m");
        while (Used(cluster) != "5m")
            await Look(cluster);
        var calm = cluster.Time.GetUtcNow();
        while (Wanted(cluster) != 1)
            await Look(cluster);
        Assert.InRange(cluster.Time.GetUtcNow() - calm, TimeSpan.FromMinutes(4.5), TimeSpan.FromMinutes(6));
        await Eventually.True(() =>
            cluster.Events("SuccessfulRescale").Contains("New size: 1; reason: All metrics below target")
        );
        Assert.Equal("5m", Used(cluster));
        Assert.Equal(
            "kube-controller-manager",
            cluster
                .Get(Kinds.Deployment, "web")
                .Items("metadata", "managedFields")
                .Single(m => m.Text("subresource") == "scale")
                .Text("manager")
        );

        void Load(string cpu)
        {
            foreach (var pod in cluster.Pods("web"))
            {
                cluster.Change(Kinds.Pod, pod.Name(), p =>
                    p.Child("metadata").Child("annotations")["sim.slipway.dev/cpu"] = cpu
                );
            }
        }
    }

    [Fact]
    public async Task Without_a_measurement_or_a_workload_the_conditions_say_why()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Deploy("web", 2);
        await cluster.Complete("web");
        cluster.Resources.Create(Kinds.HorizontalPodAutoscaler, Autoscaler("web"));
        cluster.Resources.Create(Kinds.HorizontalPodAutoscaler, Autoscaler("nothing"));

        await Eventually.True(() =>
            Condition(cluster, "ScalingActive", "FailedGetResourceMetric") == "False ScalingActive"
        );
        await Eventually.True(() =>
            Condition(cluster, "AbleToScale", "FailedGetScale", "nothing") == "False AbleToScale"
        );
        await Eventually.True(() =>
            cluster.Events("FailedGetScale").Contains("deployments.apps \"nothing\" not found")
        );
        Assert.Equal(2, Wanted(cluster));
    }

    [Fact]
    public async Task Two_autoscalers_on_the_same_pods_leave_them_alone()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Deploy("web", 1, "{'sim.slipway.dev/cpu': '80m'}");
        await cluster.Complete("web");
        foreach (var name in new[] { "a", "b" })
            cluster.Resources.Create(Kinds.HorizontalPodAutoscaler, Autoscaler("web", name));

        await cluster.Until(
            () => Condition(cluster, "ScalingActive", "AmbiguousSelector", "b") == "False ScalingActive",
            s_step
        );
        await Eventually.True(() =>
            cluster
                .Events("AmbiguousSelector")
                .Contains("pods by selector app=web are controlled by multiple HPAs: [default/a default/b]")
        );
    }

    /// <summary>
    /// Moves the clock to when the autoscaler looks again, and goes on when it has done so: the next look is
    /// then set.
    /// </summary>
    private static Task Look(SimulatedCluster cluster)
    {
        cluster.Time.Advance(s_pause);
        return Eventually.True(() => cluster.Time.IsSet(s_pause));
    }

    private static string? Used(SimulatedCluster cluster) =>
        cluster
            .Get(Kinds.HorizontalPodAutoscaler, "web")["status"]
            .Items("currentMetrics")
            .FirstOrDefault()
            .Text("resource", "current", "averageValue");

    private static long? Wanted(SimulatedCluster cluster) =>
        cluster.Get(Kinds.Deployment, "web").Number("spec", "replicas");

    private static string? Condition(
        SimulatedCluster cluster,
        string type,
        string reason,
        string name = "web"
    )
    {
        var condition = Conditions.Find(cluster.Get(Kinds.HorizontalPodAutoscaler, name)["status"], type);
        return condition.Text("reason") == reason ? $"{condition.Text("status")} {type}" : null;
    }

    private static JsonObject Autoscaler(string target, string? name = null) =>
        TestObjects.Json(
            $$"""
            {'metadata': {'name': '{{name ?? target}}', 'namespace': 'default'}, 'spec': {
             'scaleTargetRef': {'apiVersion': 'apps/v1', 'kind': 'Deployment', 'name': '{{target}}'},
             'maxReplicas': 4, 'metrics': [{'type': 'Resource', 'resource': {'name': 'cpu',
               'target': {'type': 'AverageValue', 'averageValue': '30m'} } }] } }
            """
        );
}
