using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Pipeline.Destroy;
using Slipway.Targets.Logging;
using Slipway.Targets.Tests.Logging;
using Slipway.Tests.Kubernetes;
using Slipway.Tests.Pipeline;
using Slipway.Values;

namespace Slipway.Targets.Tests.Events;

/// <summary>What commands tell programs while they work on a cluster: each event is as the schema says.</summary>
public sealed class EventTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task A_deploy_tells_its_plan_what_it_applies_and_how_it_ends()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var extra = Shop.Settings(stage.Namespace, "extra", ("a", "1"));
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0"), extra);
        stage.Reporter.Notices.Clear();
        await stage.DeployAsync("1.1.0", Movie(stage, "1.1.0"), Migration(stage));

        var events = Events(stage);
        AreInOrder(
            events,
            "lockTaken",
            "plan",
            "hookStarted",
            "hookFinished",
            "objectApplied",
            "rolloutProgress",
            "workloadReady",
            "objectRemoved",
            "releaseFinished"
        );
        var plan = events.Single(e => Is(e, "plan"));
        Assert.Equal(["migrate"], Names(plan["created"]!));
        Assert.Equal(["movie"], Names(plan["changed"]!));
        Assert.Equal(["extra"], Names(plan["removed"]!));
        Assert.Equal("deployed", (string)events.Single(e => Is(e, "releaseFinished"))["state"]!);
    }

    [Fact]
    public async Task A_deploy_that_fails_names_the_pod_and_the_reason()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            stage.DeployAsync(
                "1.0.0",
                Shop.Service(stage.Namespace, "movie", "1.0.0", ("pull-error", "unknown"))
            )
        );

        var events = Events(stage, stream => stream.WriteErrors(refusal));
        AreInOrder(events, "podFailed", "releaseFinished", "error");
        var failed = events.First(e => Is(e, "podFailed"));
        Assert.Equal("movie", (string)failed["workload"]!["name"]!);
        Assert.Equal("failed", (string)events.Single(e => Is(e, "releaseFinished"))["state"]!);
        Assert.Equal(1, (int)events[^1]["exitCode"]!);
    }

    [Fact]
    public async Task A_canary_tells_its_steps_and_verdicts_and_a_rollback_that_it_is_gone()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0"));
        await stage.DeployAsync("1.1.0", Movie(stage, "1.1.0"));
        stage.Reporter.Notices.Clear();
        Assert.True(await stage.CanaryAsync("1.2.0", Movie(stage, "1.2.0")));

        var events = Events(stage);
        AreInOrder(events, "canaryStep", "workloadReady", "canaryAnalysis", "canaryVerdict", "canaryStep");
        Assert.Equal([25, 50], events.Where(e => Is(e, "canaryStep")).Select(e => (int)e["weight"]!));
        Assert.All(events.Where(e => Is(e, "canaryVerdict")), e =>
            Assert.Equal("good", (string)e["verdict"]!)
        );

        stage.Reporter.Notices.Clear();
        await stage.RollBackAsync();
        AreInOrder(Events(stage), "objectRemoved", "releaseFinished");

        stage.Reporter.Notices.Clear();
        await stage.RollBackAsync();
        AreInOrder(Events(stage), "rollbackStarted", "plan", "objectApplied", "releaseFinished");
    }

    [Fact]
    public async Task A_destruction_names_what_it_removes()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0"));
        stage.Reporter.Notices.Clear();
        await new DestroyCommand(stage.Context).RunAsync(null, Stage.Stop);
        Assert.Equal("movie", (string)Events(stage).Single(e => Is(e, "objectRemoved"))["name"]!);
    }

    [Fact]
    public void What_went_wrong_is_told_reason_by_reason()
    {
        var output = new StringWriter { NewLine = "\n" };
        var stream = new EventStream(output, TimeProvider.System);
        stream.WriteErrors(new Sample("what", "where", "next"));
        stream.WriteErrors(new InvalidOperationException("a bug"));
        stream.WriteEnd(1);
        var events = EventSchema.Check(output.ToString());
        Assert.Equal("next", (string)events[0]["advice"]!);
        Assert.Null(events[1]["where"]);
        Assert.Equal("runFinished", (string)events[2]["type"]!);
    }

    private static KubeObject Movie(Stage stage, string version) =>
        Shop.Service(stage.Namespace, "movie", version);

    private static KubeObject Migration(Stage stage) =>
        Shop.Job(stage.Namespace, "migrate", "1.1.0")
            .With(job => job["metadata"]!["labels"] = new JsonObject { ["slipway.dev/hook"] = "migration" });

    private static IReadOnlyList<JsonObject> Events(Stage stage, Action<EventStream>? end = null)
    {
        var output = new StringWriter { NewLine = "\n" };
        var stream = new EventStream(output, TimeProvider.System);
        foreach (var notice in stage.Reporter.Notices)
            stream.Write(NoticeEvents.Of(notice));
        end?.Invoke(stream);
        return EventSchema.Check(output.ToString());
    }

    private static bool Is(JsonObject happened, string type) => (string)happened["type"]! == type;

    private static IEnumerable<string> Names(JsonNode objects) =>
        objects.AsArray().Select(o => (string)o!["name"]!);

    // Others may come between them.
    private static void AreInOrder(IReadOnlyList<JsonObject> events, params string[] types)
    {
        var told = events.Select(e => (string)e["type"]!).ToList();
        var at = 0;
        foreach (var type in types)
        {
            var found = told.IndexOf(type, at);
            Assert.True(found >= 0, $"no {type} from {at} on in {string.Join(' ', told)}");
            at = found + 1;
        }
    }
}
