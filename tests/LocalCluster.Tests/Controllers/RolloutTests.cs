using LocalCluster.Objects;
using LocalCluster.Runtime.Status;
using LocalCluster.Schema;
using LocalCluster.Tests.Support;
using Slipway.Formats;

namespace LocalCluster.Tests.Controllers;

public sealed class RolloutTests
{
    private const string Ready = "sim.slipway.dev/ready-after";

    [Fact]
    public async Task A_new_template_replaces_all_pods_and_keeps_the_old_set_for_a_rollback()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Deploy("web", 3);
        await cluster.Complete("web");
        var before = cluster.Pods("web").Select(pod => pod.Name()).ToHashSet();

        cluster.Change(Kinds.Deployment, "web", web =>
            web.Child("spec").Child("template").Child("spec")["hostname"] = "x"
        );
        await cluster.Complete("web");

        await Eventually.True(() => cluster.Pods("web").Count == 3);
        Assert.DoesNotContain(cluster.Pods("web"), pod => before.Contains(pod.Name()));
        Assert.Equal(
            "2",
            cluster
                .Get(Kinds.Deployment, "web")
                .Text("metadata", "annotations", "deployment.kubernetes.io/revision")
        );
        Assert.Equal(
            [0, 3],
            cluster
                .Resources.List(Kinds.ReplicaSet, "default")
                .Select(s => s.Number("spec", "replicas")!.Value)
                .Order()
        );
        Assert.Equal(
            "NewReplicaSetAvailable",
            cluster
                .Get(Kinds.Deployment, "web")
                .Items("status", "conditions")
                .Single(c => c.Text("type") == "Progressing")
                .Text("reason")
        );
    }

    [Fact]
    public async Task Going_back_to_an_earlier_template_takes_its_set_again_under_a_new_revision()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Deploy("web", 1);
        await cluster.Complete("web");
        foreach (var name in new[] { "x", null })
        {
            cluster.Change(Kinds.Deployment, "web", web =>
            {
                var spec = web.Child("spec").Child("template").Child("spec");
                if (name is null)
                    spec.Remove("hostname");
                else
                    spec["hostname"] = name;
            });
            await cluster.Complete("web");
        }
        var active = cluster
            .Resources.List(Kinds.ReplicaSet, "default")
            .Single(s => s.Number("spec", "replicas") == 1);
        Assert.Equal(2, cluster.Resources.List(Kinds.ReplicaSet, "default").Count);
        Assert.Equal("3", active.Text("metadata", "annotations", "deployment.kubernetes.io/revision"));
        Assert.Equal(
            "1",
            active.Text("metadata", "annotations", "deployment.kubernetes.io/revision-history")
        );
    }

    [Fact]
    public async Task A_rollout_that_does_not_move_passes_its_deadline()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Deploy("web", 2, $"{{'{Ready}': 'never'}}");
        await Eventually.True(() =>
            cluster.Get(Kinds.Deployment, "web").Number("status", "updatedReplicas") == 2
        );

        await cluster.Until(
            () => Progressing(cluster).Reason == "ProgressDeadlineExceeded",
            TimeSpan.FromSeconds(5)
        );

        var set = Assert.Single(cluster.Resources.List(Kinds.ReplicaSet, "default")).Name();
        Assert.Equal($"ReplicaSet \"{set}\" has timed out progressing.", Progressing(cluster).Message);
    }

    [Fact]
    public async Task Pods_count_as_available_only_after_their_minimum_time()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Deploy("web", 2, more: "'minReadySeconds': 30,");
        await Eventually.True(() =>
            cluster.Get(Kinds.Deployment, "web").Number("status", "readyReplicas") == 2
        );
        Assert.Null(cluster.Get(Kinds.Deployment, "web").Number("status", "availableReplicas"));
        await cluster.Until(() => cluster.IsComplete("web"), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_paused_deployment_only_scales()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Deploy("web", 1);
        await cluster.Complete("web");
        cluster.Change(Kinds.Deployment, "web", web =>
        {
            web.Child("spec")["paused"] = true;
            web.Child("spec")["replicas"] = 3;
            web.Child("spec").Child("template").Child("spec")["hostname"] = "x";
        });
        await Eventually.True(() =>
            cluster.Pods("web").Count == 3 && Progressing(cluster).Reason == "DeploymentPaused"
        );
        Assert.Single(cluster.Resources.List(Kinds.ReplicaSet, "default"));
    }

    [Fact]
    public async Task Recreate_starts_new_pods_after_the_last_old_one_is_gone()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Deploy("web", 2, "{'sim.slipway.dev/stops-after': '5'}", "'strategy': {'type': 'Recreate'},");
        await cluster.Complete("web");
        cluster.Change(Kinds.Deployment, "web", web =>
            web.Child("spec").Child("template").Child("spec")["hostname"] = "x"
        );
        await Eventually.True(() => cluster.Pods("web").All(pod => pod.IsBeingDeleted()));
        Assert.Single(cluster.Resources.List(Kinds.ReplicaSet, "default"));
        await cluster.Until(() => cluster.IsComplete("web"), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_stopping_cluster_does_not_wait_for_the_grace_period_of_a_pod_that_ends()
    {
        var cluster = await SimulatedCluster.Start();
        cluster.Deploy("web", 1, "{'sim.slipway.dev/stops-after': '3600'}");
        await cluster.Complete("web");
        cluster.Resources.Delete(Kinds.Pod, "default", cluster.Pods("web").Single().Name());
        await Eventually.True(
            () => cluster.Events("Killing").Any(),
            () => string.Join('\n', cluster.Resources.List(Kinds.Event))
        );
        await cluster
            .DisposeAsync()
            .AsTask()
            .WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_crashing_container_waits_longer_each_time()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Deploy("web", 1, "{'sim.slipway.dev/exit-code': '3'}");
        await Eventually.True(() => Waiting(cluster) == "CrashLoopBackOff");
        Assert.Equal(1, Container(cluster).Number("restartCount"));
        Assert.Equal(3, Container(cluster).Number("lastState", "terminated", "exitCode"));
        Assert.StartsWith(
            "back-off 10s restarting failed container=c pod=web-",
            Container(cluster).Text("state", "waiting", "message")
        );
        // The clock runs faster than the cluster: it may have come further than to the next restart.
        System.Text.Json.Nodes.JsonObject? seen = null;
        await cluster.Until(
            () =>
                (seen = Container(cluster)).Number("restartCount") >= 2
                && seen.Text("state", "waiting", "reason") == "CrashLoopBackOff",
            TimeSpan.FromSeconds(1)
        );
        Assert.StartsWith(
            $"back-off {Duration.FormatAsGo(Backoff.Restart((int)seen.Number("restartCount")! + 1))} ",
            seen.Text("state", "waiting", "message")
        );
    }

    [Fact]
    public async Task An_image_that_cannot_be_had_is_tried_again_and_again()
    {
        await using var cluster = await SimulatedCluster.Start();
        cluster.Deploy("web", 1, "{'sim.slipway.dev/pull-error': 'no such image'}");
        await Eventually.True(() => Waiting(cluster) == "ErrImagePull");
        await cluster.Until(() => Waiting(cluster) == "ImagePullBackOff", TimeSpan.FromSeconds(1));
        await cluster.Until(
            () =>
                cluster
                    .Resources.List(Kinds.Event, "default")
                    .Any(e => e.Text("reason") == "Pulling" && e.Number("count") >= 3),
            TimeSpan.FromSeconds(5)
        );
    }

    [Fact]
    public async Task Jobs_run_to_completion_and_failed_ones_are_given_up()
    {
        await using var cluster = await SimulatedCluster.Start();
        CreateJob(cluster, "good", "'completions': 3, 'parallelism': 2", "{}");
        CreateJob(cluster, "bad", "'backoffLimit': 1", "{'sim.slipway.dev/exit-code': '1'}");
        await cluster.Until(
            () => Condition(cluster, "good") == "Complete" && Condition(cluster, "bad") == "Failed",
            TimeSpan.FromSeconds(1)
        );
        Assert.Equal(3, cluster.Get(Kinds.Job, "good").Number("status", "succeeded"));
        Assert.Equal(2, cluster.Get(Kinds.Job, "bad").Number("status", "failed"));
        await Eventually.True(() =>
            cluster.Events("BackoffLimitExceeded").Contains("Job has reached the specified backoff limit")
        );
    }

    private static void CreateJob(SimulatedCluster cluster, string name, string spec, string annotations) =>
        cluster.Resources.Create(
            Kinds.Job,
            TestObjects.Json(
                $$$"""
                {'apiVersion': 'batch/v1', 'kind': 'Job', 'metadata': {'name': '{{{name}}}',
                 'namespace': 'default'},
                 'spec': { {{{spec}}}, 'template': {'metadata': {'annotations': {{{annotations}}}},
                   'spec': {'restartPolicy': 'Never', 'containers': [{'name': 'c',
                    'image': 'registry.example/web:1'}] } } } }
                """
            )
        );

    private static string? Condition(SimulatedCluster cluster, string job) =>
        cluster
            .Get(Kinds.Job, job)
            .Items("status", "conditions")
            .LastOrDefault(c => c.Text("status") == "True")
            ?.Text("type");

    private static (string? Reason, string? Message) Progressing(SimulatedCluster cluster)
    {
        var condition = cluster
            .Get(Kinds.Deployment, "web")
            .Items("status", "conditions")
            .FirstOrDefault(c => c.Text("type") == "Progressing");
        return (condition.Text("reason"), condition.Text("message"));
    }

    private static System.Text.Json.Nodes.JsonObject? Container(SimulatedCluster cluster) =>
        cluster.Pods("web").FirstOrDefault().Items("status", "containerStatuses").FirstOrDefault();

    private static string? Waiting(SimulatedCluster cluster) =>
        Container(cluster).Text("state", "waiting", "reason");
}
