using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Reporting;
using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Rollouts.Waiting;

public sealed class RolloutWatchTests(RehearsingCluster running) : IClassFixture<RehearsingCluster>
{
    private static readonly RolloutTimeouts s_patient = new(
        TimeSpan.FromMinutes(20),
        TimeSpan.FromMinutes(30)
    );
    private static readonly RolloutTimeouts s_endless = new(TimeSpan.FromDays(300), TimeSpan.FromDays(300));
    private readonly CollectingReporter _reporter = new();

    // The wait's own clock, which a test moves; the pods' runs by itself.
    private readonly ManualTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Workloads_are_followed_until_all_their_pods_serve()
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        await RollOutAsync(
            cluster,
            s_patient,
            Samples.Deployment(ns, "movie", 3).Rehearsed(("ready-after", "60s")),
            Samples.Deployment(ns, "rating", 1)
        );
        var movie = await cluster.GetAsync(new ObjectKey("apps/v1", "Deployment", ns, "movie"), Stop);
        Assert.Equal(3, movie!.Number("status", "availableReplicas"));
        var told = _reporter
            .Notices.OfType<RolloutProgress>()
            .Where(p => p.Workload.Name == "movie")
            .ToList();
        Assert.Equal(("deployment/movie: 3/3 ready", ""), (told[^1].Text, told[^1].WaitsFor));
        Assert.Contains(told, p => p.WaitsFor.Contains("pods are available"));
    }

    [Fact]
    public async Task A_long_wait_is_never_mute()
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var waiting = RollOutAsync(
            cluster,
            s_endless,
            Samples.Deployment(ns, "slow").Rehearsed(("ready-after", "never"))
        );
        await Eventually.True(() =>
        {
            _time.Advance(RolloutReporter.Between);
            return waiting.IsCompleted
                || _reporter.Notices.Any(n =>
                    n.Text == "deployment/slow: 0/1 ready, still waiting: 0 of 1 pods are available"
                );
        });
        await cluster.ApplyAsync(Samples.Deployment(ns, "slow"), new ApplyOptions(Force: true), Stop);
        await waiting;
        Assert.Equal("deployment/slow: 1/1 ready", _reporter.Notices.Last().Text);
    }

    [Fact]
    public async Task A_crashing_pod_ends_the_wait_and_is_named()
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var e = await Assert.ThrowsAsync<RolloutFailedException>(() =>
            RollOutAsync(
                cluster,
                s_patient,
                Samples.Deployment(ns, "good"),
                Samples
                    .Deployment(ns, "bad")
                    .Rehearsed(("exit-code", "3"), ("exit-after", "1s"), ("ready-after", "never"))
            )
        );
        var fault = Assert.Single(e.Faults);
        Assert.Equal(("bad", "c", "Crash"), (fault.Workload.Name, fault.Fault.Container, fault.Fault.Reason));
        Assert.StartsWith("bad-", fault.Pod);
        // Twice is enough to know; it may crash again before that is seen.
        Assert.Matches(
            $"^deployment/bad, pod {fault.Pod}, container c: Crash: exited with code 3, [2-9] times",
            e.What
        );
        Assert.Equal(Outcome.Failed, e.Outcome);
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_ends_the_wait_at_the_second_refusal()
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var e = await Assert.ThrowsAsync<RolloutFailedException>(() =>
            RollOutAsync(
                cluster,
                s_patient,
                Samples.Deployment(ns, "movie").Rehearsed(("pull-error", "manifest unknown: not found"))
            )
        );
        Assert.True(e.Faults[0].Fault.Times >= 2);
        Assert.Contains("not found", e.What);
        Assert.Contains("The registry has no such image", e.Next);
    }

    [Fact]
    public async Task A_wait_that_takes_too_long_tells_what_it_waited_for()
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var waiting = RollOutAsync(
            cluster,
            s_endless with
            {
                Workload = TimeSpan.FromSeconds(100),
            },
            Samples.Deployment(ns, "slow", 2).Rehearsed(("ready-after", "never"))
        );
        await Eventually.True(() =>
            waiting.IsCompleted
            || _reporter.Notices.Any(n =>
                n.Text == "deployment/slow: 0/2 ready, waiting: 0 of 2 pods are available"
            )
        );
        await Eventually.True(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(100));
            return waiting.IsCompleted;
        });
        var e = await Assert.ThrowsAsync<RolloutTimedOutException>(() => waiting);
        Assert.StartsWith(
            "deployment/slow timed out after 100 s, 0/2 ready: 0 of 2 pods are available",
            e.What
        );
    }

    [Fact]
    public async Task Only_pods_of_the_new_revision_count()
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        await RollOutAsync(cluster, s_patient, Samples.Deployment(ns, "movie", 2));
        var bad = Samples.Deployment(ns, "movie", 2).Rehearsed(("exit-code", "1"), ("ready-after", "never"));
        var e = await Assert.ThrowsAsync<RolloutFailedException>(() => RollOutAsync(cluster, s_patient, bad));
        // The broken pods are still there when the good template comes back, and say nothing about it.
        await RollOutAsync(cluster, s_patient, Samples.Deployment(ns, "movie", 2));
        Assert.Equal("Crash", e.Faults[0].Fault.Reason);
    }

    [Fact]
    public async Task A_job_is_waited_for_until_it_succeeds_or_fails()
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        await RollOutAsync(cluster, s_patient, Samples.Job(ns, "good").Rehearsed(("exit-after", "2s")));
        var e = await Assert.ThrowsAsync<RolloutFailedException>(() =>
            RollOutAsync(cluster, s_patient, Samples.Job(ns, "bad", 1).Rehearsed(("exit-code", "4")))
        );
        Assert.Equal("job/bad", e.Faults[0].Workload.Display);
        Assert.Contains("backoff limit", e.What);
    }

    [Fact]
    public async Task A_secret_that_is_missing_is_named_and_ends_the_wait_when_nobody_makes_it()
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var e = await Assert.ThrowsAsync<RolloutFailedException>(() =>
            RollOutAsync(cluster, s_patient, WithSecret(Samples.Deployment(ns, "movie")))
        );
        Assert.Matches(
            "^deployment/movie, pod movie-[a-z0-9-]+: "
                + "FailedMount: secret \"not-there\" not found \\(volume x\\)$",
            e.What
        );
        Assert.StartsWith("Create the Secret 'not-there'", e.Next);
        // It was told long before it was given up.
        Assert.Contains(_reporter.Notices.OfType<RolloutProgress>(), p =>
            p.Text.Contains("FailedMount: secret \"not-there\" not found", StringComparison.Ordinal)
            && p.Detail == "FailedMount: secret \"not-there\" not found (volume x)"
        );
        // It is not done, and nobody waits for it any more.
        Assert.Contains(new ProgressEnd("deployment/movie"), _reporter.Notices);
    }

    [Fact]
    public async Task A_secret_that_a_controller_makes_a_little_later_is_waited_for()
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var waiting = RollOutAsync(cluster, s_patient, WithSecret(Samples.Deployment(ns, "movie")));
        await Eventually.True(() =>
            waiting.IsCompleted
            || _reporter.Notices.Any(n => n.Text.Contains("FailedMount", StringComparison.Ordinal))
        );
        await cluster.ApplyAsync(
            KubeObject.Parse(
                $$"""
                { "apiVersion": "v1", "kind": "Secret",
                  "metadata": { "name": "not-there", "namespace": "{{ns}}" } }
                """
            ),
            new ApplyOptions(Force: true),
            Stop
        );
        await waiting;
    }

    [Fact]
    public async Task A_node_that_cannot_make_sandboxes_is_the_last_word_of_a_timeout()
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        await RollOutAsync(cluster, s_patient, Samples.Deployment(ns, "movie"));
        var waiting = RollOutAsync(
            cluster,
            s_endless with
            {
                Workload = TimeSpan.FromSeconds(100),
            },
            Samples.Deployment(ns, "movie").Rehearsed(("sandbox-error", "no free address"))
        );
        await Eventually.True(() =>
            waiting.IsCompleted
            || _reporter.Notices.Any(n =>
                n.Text.StartsWith(
                    "deployment/movie: 0 of 1 new, 1 old still serves, waiting: ",
                    StringComparison.Ordinal
                ) && n.Text.Contains("FailedCreatePodSandBox", StringComparison.Ordinal)
            )
        );
        await Eventually.True(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(100));
            return waiting.IsCompleted;
        });
        var e = await Assert.ThrowsAsync<RolloutTimedOutException>(() => waiting);
        Assert.Matches(
            "^deployment/movie timed out after 100 s, 0 of 1 new, 1 old still serves: pod movie-[a-z0-9-]+: "
                + "FailedCreatePodSandBox: Failed to create pod sandbox: .*: no free address$",
            e.What
        );
        Assert.Contains("CNI", e.Next);
    }

    private static KubeObject WithSecret(KubeObject deployment) =>
        deployment.With(json =>
            json["spec"]!["template"]!["spec"]!["volumes"] = JsonNode.Parse(
                """[{"name":"x","secret":{"secretName":"not-there"}}]"""
            )
        );

    private async Task RollOutAsync(Cluster cluster, RolloutTimeouts timeouts, params KubeObject[] workloads)
    {
        await using var watch = await RolloutWatch.BeginAsync(
            cluster,
            [.. workloads.Select(ObjectKey.Of)],
            _reporter,
            Stop
        );
        var applied = new List<KubeObject>();
        foreach (var workload in workloads)
            applied.Add((await cluster.ApplyAsync(workload, new ApplyOptions(Force: true), Stop)).Object);
        await watch.WaitAsync(applied, timeouts, Stop);
    }
}
