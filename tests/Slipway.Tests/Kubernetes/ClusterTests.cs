using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Tests.Kubernetes;

public sealed class ClusterTests(RunningCluster running) : IClassFixture<RunningCluster>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kinds_are_found_by_discovery_and_unknown_ones_refused()
    {
        using var cluster = await running.ConnectAsync();
        var kind = await cluster.KindAsync("apps/v1", "Deployment", Stop);
        Assert.Equal(("deployments", true), (kind.Plural, kind.Namespaced));
        Assert.Contains("list", kind.Verbs);
        Assert.StartsWith("v1.", cluster.Version);
        var e = await Assert.ThrowsAsync<KindNotServedException>(() =>
            cluster.KindAsync("example.com/v1", "Wish", Stop)
        );
        Assert.Contains("Wish in example.com/v1", e.What);
    }

    [Fact]
    public async Task An_object_is_applied_read_and_deleted()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var map = Samples.ConfigMap(ns, "settings");
        var first = await cluster.ApplyAsync(map, new ApplyOptions(), Stop);
        var again = await cluster.ApplyAsync(map, new ApplyOptions(), Stop);
        Assert.True(first.Created);
        Assert.False(again.Created);
        Assert.Equal(Version(first.Object), Version(again.Object));

        var key = ObjectKey.Of(map);
        Assert.Equal("1", (await cluster.GetAsync(key, Stop))!.Text("data", "a"));
        Assert.True(await cluster.DeleteAsync(key, new DeleteOptions(), Stop));
        Assert.False(await cluster.DeleteAsync(key, new DeleteOptions(), Stop));
        Assert.Null(await cluster.GetAsync(key, Stop));
    }

    [Fact]
    public async Task A_dry_run_shows_the_result_and_stores_nothing()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var planned = await cluster.ApplyAsync(
            Samples.Deployment(ns, "movie", null),
            new ApplyOptions(DryRun: true),
            Stop
        );
        Assert.Equal(1, planned.Object.Number("spec", "replicas"));
        Assert.Null(await cluster.GetAsync(new ObjectKey("apps/v1", "Deployment", ns, "movie"), Stop));
    }

    [Fact]
    public async Task A_conflict_names_each_field_and_its_owner_and_force_takes_them()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var movie = Samples.Deployment(ns, "movie", 1);
        await cluster.ApplyAsync(movie, new ApplyOptions(), Stop);
        await cluster.ScaleAsync(ObjectKey.Of(movie), 3, Stop);
        await TakeOverAsync(cluster, movie);

        var e = await Assert.ThrowsAsync<ApplyConflictException>(() =>
            cluster.ApplyAsync(Samples.Deployment(ns, "movie", 2), new ApplyOptions(), Stop)
        );
        Assert.Equal([new FieldConflict(".spec.replicas", "someone-else")], e.Conflicts);
        Assert.Equal(".spec.replicas is managed by someone-else", e.What);
        Assert.Equal(Outcome.Refused, e.Outcome);

        var forced = await cluster.ApplyAsync(
            Samples.Deployment(ns, "movie", 2),
            new ApplyOptions(Force: true),
            Stop
        );
        Assert.Equal(2, forced.Object.Number("spec", "replicas"));
    }

    [Fact]
    public async Task An_unknown_field_is_refused_once_and_not_tried_again()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var wrong = Samples.Deployment(ns, "movie").With(json => json["spec"]!["replica"] = 2);
        var e = await Assert.ThrowsAsync<InvalidObjectException>(() =>
            cluster.ApplyAsync(wrong, new ApplyOptions(), Stop)
        );
        Assert.Contains("replica", e.What);
        Assert.Equal($"apply deployment/movie in namespace {ns}", e.Where);
    }

    [Fact]
    public async Task A_replacement_of_an_old_state_is_refused()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var created = await cluster.CreateAsync(Samples.ConfigMap(ns, "m"), Stop);
        await cluster.ReplaceAsync(created.With(json => json["data"]!["a"] = "2"), Stop);
        var e = await Assert.ThrowsAsync<ApiException>(() =>
            cluster.ReplaceAsync(created.With(json => json["data"]!["a"] = "3"), Stop)
        );
        Assert.Equal((409, "Conflict"), (e.Code, e.Reason));
        var twice = await Assert.ThrowsAsync<ApiException>(() =>
            cluster.CreateAsync(Samples.ConfigMap(ns, "m"), Stop)
        );
        Assert.Equal("AlreadyExists", twice.Reason);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_and_its_items_carry_their_kind()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        await Task.WhenAll(
            Enumerable
                .Range(0, 620)
                .Select(i => cluster.CreateAsync(Samples.ConfigMap(ns, $"m{i}").With(Label(i)), Stop))
        );
        var all = await cluster.ListAsync("v1", "ConfigMap", ns, new ObjectSelector("test=yes"), Stop);
        Assert.Equal(620, all.Items.Select(i => i.Name).Distinct().Count());
        Assert.All(all.Items, i => Assert.Equal(("v1", "ConfigMap"), (i.ApiVersion, i.Kind)));
        var odd = await cluster.ListAsync("v1", "ConfigMap", ns, new ObjectSelector("odd=yes"), Stop);
        Assert.Equal(310, odd.Items.Count);
        var one = await cluster.ListAsync(
            "v1",
            "ConfigMap",
            ns,
            new ObjectSelector(Fields: "metadata.name=m7"),
            Stop
        );
        Assert.Equal("m7", one.Items.Single().Name);

        static Action<JsonObject> Label(int i) =>
            json => json["metadata"]!["labels"]!["odd"] = i % 2 == 1 ? "yes" : "no";
    }

    [Fact]
    public async Task Patches_change_fields_and_preconditions_hold_deletions_back()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var map = await cluster.CreateAsync(Samples.ConfigMap(ns, "m"), Stop);
        var key = ObjectKey.Of(map);
        await cluster.MergePatchAsync(
            key,
            new JsonObject
            {
                ["data"] = new JsonObject { ["a"] = null, ["b"] = "2" },
            },
            Stop
        );
        var patched = await cluster.JsonPatchAsync(
            key,
            [
                new JsonObject
                {
                    ["op"] = "add",
                    ["path"] = "/data/c",
                    ["value"] = "3",
                },
            ],
            Stop
        );
        Assert.Equal(
            (null, "2", "3"),
            (patched.Text("data", "a"), patched.Text("data", "b"), patched.Text("data", "c"))
        );

        var e = await Assert.ThrowsAsync<ApiException>(() =>
            cluster.DeleteAsync(key, new DeleteOptions(Uid: Guid.NewGuid().ToString()), Stop)
        );
        Assert.Equal(409, e.Code);
        Assert.True(
            await cluster.DeleteAsync(key, new DeleteOptions(Uid: map.Text("metadata", "uid")), Stop)
        );
    }

    [Fact]
    public async Task Creating_in_a_namespace_that_does_not_exist_is_refused_by_name()
    {
        using var cluster = await running.ConnectAsync();
        var e = await Assert.ThrowsAsync<ApiException>(() =>
            cluster.CreateAsync(Samples.ConfigMap("nowhere", "m"), Stop)
        );
        Assert.Equal((404, "namespaces \"nowhere\" not found"), (e.Code, e.What));
    }

    private static Task<KubeObject> TakeOverAsync(Cluster cluster, KubeObject movie) =>
        cluster.MergePatchAsync(
            ObjectKey.Of(movie),
            new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["managedFields"] = new JsonArray(
                        new JsonObject
                        {
                            ["manager"] = "someone-else",
                            ["operation"] = "Update",
                            ["apiVersion"] = "apps/v1",
                            ["fieldsType"] = "FieldsV1",
                            ["time"] = "2030-01-01T00:00:00Z",
                            ["fieldsV1"] = new JsonObject
                            {
                                ["f:spec"] = new JsonObject { ["f:replicas"] = new JsonObject() },
                            },
                        }
                    ),
                },
            },
            Stop
        );

    private static string? Version(KubeObject obj) => obj.Text("metadata", "resourceVersion");
}
