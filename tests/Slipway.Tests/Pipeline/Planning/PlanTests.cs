using System.Text.Json.Nodes;
using Slipway.Environments;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline;
using Slipway.Pipeline.Deploy;
using Slipway.Pipeline.Planning;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.Planning;

/// <summary>A plan says what a deployment would do, and the deployment does that or nothing.</summary>
public sealed class PlanTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_plan_is_made_without_a_write_and_done_as_it_was_approved()
    {
        await using var stage = await ReleasedAsync();
        var before = await stage.VersionsAsync();
        var next = Next(stage);
        await PlanAsync(stage, "1.1.0", next);
        Assert.Equal(before, await stage.VersionsAsync());
        Assert.Equal("1 deployed", await stage.StatesAsync());

        var result = await ApplyAsync(stage, "1.1.0", next);
        Assert.Equal((2, 1), (result.Changes!.Applied.Count, result.Changes.Removed.Count));
        Assert.Equal("2 deployed, 1 superseded", await stage.StatesAsync());
    }

    [Fact]
    public async Task The_first_release_can_be_planned_before_its_namespace_exists()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await PlanAsync(stage, "1.0.0", Shop.Service(stage.Namespace, "movie", "1.0.0"));
        Assert.Null(await stage.Cluster.GetAsync(new("v1", "Namespace", null, stage.Namespace), Stage.Stop));
        await ApplyAsync(stage, "1.0.0", Shop.Service(stage.Namespace, "movie", "1.0.0"));
        Assert.Equal("1 deployed", await stage.StatesAsync());
    }

    [Fact]
    public async Task A_plan_that_changes_nothing_is_done_too()
    {
        await using var stage = await ReleasedAsync();
        await PlanAsync(stage, "1.0.0", First(stage));
        Assert.False((await ApplyAsync(stage, "1.0.0", First(stage))).Changed);
    }

    [Fact]
    public async Task What_others_changed_since_is_refused_and_the_new_difference_shown()
    {
        await using var stage = await ReleasedAsync();
        await PlanAsync(stage, "1.1.0", Next(stage));
        await EditAsync(stage, "movie");
        var e = await RefusedAsync(stage, "1.1.0", Next(stage));
        Assert.Equal(
            "the plan no longer says what would be done:\n"
                + "  deployment/movie: it was changed in the cluster since the plan was made",
            e.What
        );
        Assert.EndsWith("./build.sh Deploy --env staging --plan-file plan.json", e.Next);
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text.StartsWith("A deployment of 1.1.0 would do this now: 2 of 2 objects change, 1 to remove\n")
        );
    }

    [Fact]
    public async Task An_object_that_the_plan_leaves_alone_may_change_where_the_release_says_nothing()
    {
        await using var stage = await ReleasedAsync();
        var next =
            (IReadOnlyList<KubeObject>)
                [
                    Shop.Service(stage.Namespace, "movie", "1.0.0"),
                    Shop.Settings(stage.Namespace, "settings", ("a", "2")),
                ];
        await PlanAsync(stage, "1.1.0", next);
        await EditAsync(stage, "movie");
        Assert.True((await ApplyAsync(stage, "1.1.0", next)).Changed);
    }

    [Fact]
    public async Task A_number_of_pods_that_the_manifest_leaves_to_others_may_move()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Shop.Service(stage.Namespace, "movie", "1.0.0"));
        await stage.Front.ScaleAsync(stage.Namespace, "movie", 5);
        await PlanAsync(stage, "1.1.0", Shop.Service(stage.Namespace, "movie", "1.1.0"));
        await stage.Front.ScaleAsync(stage.Namespace, "movie", 6);
        Assert.True(
            (await ApplyAsync(stage, "1.1.0", Shop.Service(stage.Namespace, "movie", "1.1.0"))).Changed
        );
    }

    [Fact]
    public async Task Another_manifest_image_or_object_is_refused_each_in_a_line()
    {
        await using var stage = await ReleasedAsync();
        await PlanAsync(stage, "1.1.0", Next(stage));
        var e = await RefusedAsync(
            stage,
            "1.2.0",
            Shop.Service(stage.Namespace, "movie", "1.2.0"),
            Shop.Settings(stage.Namespace, "settings", ("a", "1"))
        );
        Assert.Equal(
            "the plan no longer says what would be done:\n"
                + "  it deploys 1.1.0 of commit commit-1.1.0, and this is 1.2.0 of commit commit-1.2.0\n"
                + "  configmap/others: new in the plan, and not there now\n"
                + "  configmap/settings: removed in the plan, and unchanged now\n"
                + "  deployment/movie: its manifest is not the one of the plan",
            e.What
        );
    }

    [Fact]
    public async Task A_plan_is_done_once()
    {
        await using var stage = await ReleasedAsync();
        await PlanAsync(stage, "1.1.0", Next(stage));
        await ApplyAsync(stage, "1.1.0", Next(stage));
        var e = await RefusedAsync(stage, "1.1.0", Next(stage));
        Assert.Equal(
            "the plan no longer says what would be done:\n"
                + $"  it was made for revision 2, which is 1.1.0 by {stage.Context.Operator} now (deployed)",
            e.What
        );
    }

    [Fact]
    public async Task A_plan_is_checked_before_a_canary_begins()
    {
        await using var stage = await ReleasedAsync();
        stage.Strategy = Strategy.Canary;
        await PlanAsync(stage, "1.1.0", Next(stage));
        await EditAsync(stage, "movie");
        await RefusedAsync(stage, "1.1.0", Next(stage));
    }

    [Fact]
    public async Task A_plan_holds_no_value_of_a_Secret_and_is_its_owners_alone()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Secret(stage.Namespace, "hunter2-that-runs"));
        await PlanAsync(stage, "1.1.0", Secret(stage.Namespace, "hunter2-of-the-commit"));
        var text = await File.ReadAllTextAsync(Plan, Stage.Stop);
        Assert.DoesNotContain("hunter2", text);
        Assert.DoesNotContain("aHVudGVyMi", text);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Plan));
        await ApplyAsync(stage, "1.1.0", Secret(stage.Namespace, "hunter2-of-the-commit"));
    }

    [Fact]
    public async Task Two_plans_of_the_same_have_no_digest_in_common()
    {
        await using var stage = await ReleasedAsync();
        await PlanAsync(stage, "1.1.0", Next(stage));
        var one = await new PlanFile(Plan).ReadAsync(Stage.Stop);
        await PlanAsync(stage, "1.1.0", Next(stage));
        var two = await new PlanFile(Plan).ReadAsync(Stage.Stop);
        Assert.Empty(
            one.Objects.Select(o => o.Manifest)
                .OfType<Digest>()
                .Intersect(two.Objects.Select(o => o.Manifest).OfType<Digest>())
        );
    }

    public void Dispose() => _folder.Dispose();

    private string Plan => _folder.At("plan.json");

    private static IReadOnlyList<KubeObject> First(Stage stage) =>
        [
            Shop.Service(stage.Namespace, "movie", "1.0.0"),
            Shop.Settings(stage.Namespace, "settings", ("a", "1")),
        ];

    private static IReadOnlyList<KubeObject> Next(Stage stage) =>
        [
            Shop.Service(stage.Namespace, "movie", "1.1.0"),
            Shop.Settings(stage.Namespace, "others", ("a", "1")),
        ];

    private async Task<Stage> ReleasedAsync()
    {
        var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", First(stage));
        return stage;
    }

    private async Task PlanAsync(Stage stage, string version, params IReadOnlyList<KubeObject> objects) =>
        await new PlanCommand(stage.Context).RunAsync(
            Shop.Release(version, objects),
            new PlanFile(Plan),
            Stage.Stop
        );

    private async Task<DeliveryResult> ApplyAsync(
        Stage stage,
        string version,
        params IReadOnlyList<KubeObject> objects
    )
    {
        var target = PlanTarget.Of(stage.Context);
        var approved = await ApprovedPlan.ReadAsync(new PlanFile(Plan), target, Stage.Stop);
        return await new DeployCommand(stage.Context) { Plan = approved }.RunAsync(
            Shop.Release(version, objects),
            Stage.Stop
        );
    }

    // Nothing was written but the lock.
    private async Task<PlanOutdatedException> RefusedAsync(
        Stage stage,
        string version,
        params IReadOnlyList<KubeObject> objects
    )
    {
        var before = await stage.StatesAsync();
        var e = await Assert.ThrowsAsync<PlanOutdatedException>(() => ApplyAsync(stage, version, objects));
        Assert.Equal(before, await stage.StatesAsync());
        Assert.Equal(Outcome.Refused, e.Outcome);
        return e;
    }

    // As kubectl edit does: in a field that no manifest has.
    private static async Task EditAsync(Stage stage, string workload)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["annotations"] = new JsonObject { ["example.com/note"] = "by hand" },
            },
        };
        var key = new ObjectKey("apps/v1", "Deployment", stage.Namespace, workload);
        await stage.Cluster.MergePatchAsync(key, patch, Stage.Stop);
    }

    private static KubeObject Secret(string ns, string password) =>
        KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Secret",
                ["metadata"] = new JsonObject { ["namespace"] = ns, ["name"] = "password" },
                ["stringData"] = new JsonObject { ["password"] = password },
            }
        );
}
