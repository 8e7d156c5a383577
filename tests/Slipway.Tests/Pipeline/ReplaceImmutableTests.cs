using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline;
using Slipway.Pipeline.Destroy;
using Slipway.Pipeline.Status;
using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>Objects that are replaced only on request, and what a rollback does with them.</summary>
public sealed class ReplaceImmutableTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task A_claim_template_names_the_field_and_never_advises_another_name()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Shop.Store(stage.Namespace, "db", "1Gi"));
        var before = await UidsAsync(stage);

        var e = await Assert.ThrowsAsync<ImmutableFieldsException>(() =>
            stage.DeployAsync("1.1.0", Shop.Store(stage.Namespace, "db", "2Gi"))
        );

        Assert.Equal(
            "spec.volumeClaimTemplates[data].spec.resources.requests.storage (1Gi, wanted: 2Gi) of "
                + "statefulset/db cannot be changed on an existing object",
            e.What
        );
        Assert.Contains("--replace-immutable", e.Next);
        Assert.Contains(
            $"kubectl delete statefulset db --namespace {stage.Namespace} --cascade=orphan",
            e.Next
        );
        Assert.Contains("Do not rename it: under another name it starts with empty volumes", e.Next);
        Assert.Equal("1 deployed", await stage.StatesAsync());
        Assert.Equal(before, await UidsAsync(stage));
    }

    [Fact]
    public async Task On_request_a_StatefulSet_is_replaced_and_its_pods_and_volumes_stay()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Shop.Store(stage.Namespace, "db", "1Gi"));
        var before = await UidsAsync(stage);
        stage.ReplaceImmutable = true;

        await stage.DeployAsync("1.1.0", Shop.Store(stage.Namespace, "db", "2Gi"));

        Assert.Equal("2Gi", await SizeAsync(stage));
        Assert.Equal(before, await UidsAsync(stage));

        // And back, which is never refused.
        stage.ReplaceImmutable = false;
        await stage.RollBackAsync();
        Assert.Equal("1Gi", await SizeAsync(stage));
        Assert.Equal(before, await UidsAsync(stage));
    }

    [Theory]
    [InlineData("StatefulSet")]
    [InlineData("DaemonSet")]
    public async Task Pods_that_their_workload_owns_itself_are_adopted_under_a_new_selector(string kind)
    {
        for (var writes = 1; ; writes++)
        {
            await using var stage = await Stage.OpenAsync(cluster);
            stage.ReplaceImmutable = true;
            var workload = Shop.Store(stage.Namespace, "db", "1Gi")
                .With(json =>
                {
                    json["kind"] = kind;
                    if (kind == "DaemonSet")
                        json["spec"] = Only(json["spec"]!, "selector", "template");
                });
            var pods = kind == "DaemonSet" ? 1 : 2;
            await stage.DeployAsync("1.0.0", workload, Shop.Address(stage.Namespace, "db"));
            var claims = await UidsAsync(stage, "PersistentVolumeClaim");
            stage.Front.Open(writes);
            var killed = await Record.ExceptionAsync(() => stage.DeployAsync("1.1.0", Changed()));
            await stage.ForgetAsync();

            await stage.DeployAsync("1.1.0", Changed());

            Assert.Equal(claims, await UidsAsync(stage, "PersistentVolumeClaim"));
            Assert.Equal(pods, (await UidsAsync(stage, "Pod")).Count);
            var live = await stage.FindAsync(kind, "db");
            Assert.Equal("web", live!.Text("spec", "selector", "matchLabels", "tier"));
            if (killed is null)
                return;

            KubeObject[] Changed() =>
                [
                    workload.With(json =>
                    {
                        json["spec"]!["selector"]!["matchLabels"]!["tier"] = "web";
                        json["spec"]!["template"]!["metadata"]!["labels"]!["tier"] = "web";
                    }),
                    Shop.Address(stage.Namespace, "db"),
                ];
        }
    }

    [Fact]
    public async Task A_Service_is_replaced_on_request_and_back_without_one()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var address = Shop.Address(stage.Namespace, "movie");
        var headless = address.With(json => json["spec"]!["clusterIP"] = "None");
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        KubeObject[] changed = [Objects(stage, "1.0.0")[0], headless];

        var e = await Assert.ThrowsAsync<ImmutableFieldsException>(() => stage.DeployAsync("1.1.0", changed));
        Assert.Contains($"kubectl delete service movie --namespace {stage.Namespace}", e.Next);
        Assert.Contains("another cluster IP", e.Next);

        stage.ReplaceImmutable = true;
        await stage.DeployAsync("1.1.0", changed);
        Assert.Equal("None", (await stage.FindAsync("Service", "movie"))!.Text("spec", "clusterIP"));
        stage.ReplaceImmutable = false;
        await stage.RollBackAsync();
        Assert.NotEqual("None", (await stage.FindAsync("Service", "movie"))!.Text("spec", "clusterIP"));
    }

    [Fact]
    public async Task What_must_not_be_replaced_stays_when_a_release_is_rolled_back_and_is_said()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", [.. Objects(stage, "1.0.0"), Claim(stage, "1Gi", "ReadWriteOnce")]);
        var claim = await stage.FindAsync("PersistentVolumeClaim", "files");
        var e = await Assert.ThrowsAsync<ImmutableFieldsException>(() =>
            stage.DeployAsync("1.1.0", [.. Objects(stage, "1.1.0"), Claim(stage, "1Gi", "ReadWriteMany")])
        );
        Assert.Contains("copy the data", e.Next);
        Assert.DoesNotContain("kubectl delete", e.Next);

        await stage.DeployAsync("1.1.0", [.. Objects(stage, "1.1.0"), Claim(stage, "2Gi", "ReadWriteOnce")]);
        await stage.RollBackAsync();

        Assert.Equal("1.0.0", await stage.VersionAsync("movie"));
        var kept = await stage.FindAsync("PersistentVolumeClaim", "files");
        Assert.Equal("2Gi", kept!.Text("spec", "resources", "requests", "storage"));
        Assert.Equal(claim!.Text("metadata", "uid"), kept.Text("metadata", "uid"));
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text.StartsWith("persistentvolumeclaim/files stays as it is: ", StringComparison.Ordinal)
        );
    }

    private static JsonObject Only(JsonNode spec, params string[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f, (JsonNode?)spec[f]!.DeepClone())));

    private static KubeObject Claim(Stage stage, string size, string mode) =>
        KubeObject.Parse(
            $$"""
            {
              "apiVersion": "v1", "kind": "PersistentVolumeClaim",
              "metadata": {"name": "files", "namespace": "{{stage.Namespace}}"},
              "spec": {"accessModes": ["{{mode}}"], "resources": {"requests": {"storage": "{{size}}"} } }
            }
            """
        );

    private static async Task<string?> SizeAsync(Stage stage) =>
        (await stage.FindAsync("StatefulSet", "db"))!
            .At("spec", "volumeClaimTemplates")!
            .Value[0]
            .GetProperty("spec")
            .GetProperty("resources")
            .GetProperty("requests")
            .GetProperty("storage")
            .GetString();

    private static async Task<IReadOnlyList<string>> UidsAsync(Stage stage) =>
        [.. await UidsAsync(stage, "Pod"), .. await UidsAsync(stage, "PersistentVolumeClaim")];

    private static async Task<IReadOnlyList<string>> UidsAsync(Stage stage, string kind) =>
        [
            .. (await stage.Cluster.ListAsync("v1", kind, stage.Namespace, null, Stage.Stop))
                .Items.Where(o => o.Text("metadata", "deletionTimestamp") is null)
                .Select(o => $"{o.Display} {o.Text("metadata", "uid")}")
                .Order(StringComparer.Ordinal),
        ];

    private static KubeObject[] Objects(Stage stage, string version) =>
        [Shop.Service(stage.Namespace, "movie", version), Shop.Address(stage.Namespace, "movie")];
}
