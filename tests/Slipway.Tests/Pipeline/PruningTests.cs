using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class PruningTests
{
    public static TheoryData<string, string, bool> Kinds =>
        new()
        {
            { "v1", "ConfigMap", true },
            { "apps/v1", "Deployment", true },
            { "v1", "Namespace", false },
            { "v1", "PersistentVolumeClaim", false },
            { "v1", "PersistentVolume", false },
            { "snapshot.storage.k8s.io/v1", "VolumeSnapshot", false },
            { "apiextensions.k8s.io/v1", "CustomResourceDefinition", false },
            // Another group's kind of that name holds nothing.
            { "example.com/v1", "Namespace", true },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_left_the_release_goes_but_never_what_holds_others_or_data(
        string apiVersion,
        string kind,
        bool goes
    ) => Assert.Equal(goes, Pruning.WhyKept(Object(apiVersion, kind)) is null);

    [Theory]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public void What_asks_to_stay_stays(string annotation, bool goes)
    {
        var obj = Object("v1", "Secret")
            .With(json =>
                json["metadata"]!["annotations"] = new JsonObject { ["slipway.dev/prune"] = annotation }
            );
        Assert.Equal(goes, Pruning.WhyKept(obj) is null);
    }

    [Fact]
    public void An_object_under_another_version_of_its_group_is_the_same_and_leaves_once()
    {
        var old = Object("autoscaling/v1", "HorizontalPodAutoscaler");
        var now = Object("autoscaling/v2", "HorizontalPodAutoscaler");
        Assert.Empty(Pruning.Left([old], [now]));
        Assert.Single(Pruning.Left([now, old], []));
        Assert.Single(Pruning.Left([old], [Object("autoscaling.example.com/v2", "HorizontalPodAutoscaler")]));
    }

    /// <summary>The objects before, those that go, those of the release, and what must be confirmed.</summary>
    public static TheoryData<string, string, string, string?> Removals =>
        new()
        {
            { "Deployment/a ConfigMap/b", "", "Deployment/a ConfigMap/b", null },
            { "Deployment/a Deployment/b", "Deployment/b", "Deployment/a", "removes deployment/b" },
            { "CronJob/a Pod/b", "CronJob/a Pod/b", "", "removes cronjob/a, pod/b" },
            // Below, at and above the largest share.
            { Maps(10), "ConfigMap/a3", "", null },
            { Maps(10), "ConfigMap/a1 ConfigMap/a2 ConfigMap/a3", "", null },
            {
                Maps(10),
                "ConfigMap/a1 ConfigMap/a2 ConfigMap/a3 ConfigMap/a4",
                "",
                "removes 4 of 10 objects (40 %): configmap/a1, configmap/a2, configmap/a3, configmap/a4"
            },
            // A Job came to its end, and the next one has its own name.
            { "Deployment/a Job/m1", "Job/m1", "Deployment/a Job/m2", null },
            // Generated under a new name with each content, unless that is not what it is.
            { "Secret/a-6ct58987ht", "Secret/a-6ct58987ht", "Secret/a-mhhg4kkd2b", null },
            {
                "Secret/a-6ct58987ht",
                "Secret/a-6ct58987ht",
                "Secret/b-mhhg4kkd2b ConfigMap/a-mhhg4kkd2b",
                "removes 1 of 1 objects (100 %): secret/a-6ct58987ht"
            },
            {
                "Secret/a-one",
                "Secret/a-one",
                "Secret/a-two",
                "removes 1 of 1 objects (100 %): secret/a-one"
            },
        };

    [Theory]
    [MemberData(nameof(Removals))]
    public void Who_removes_a_workload_or_a_large_part_must_have_meant_it(
        string before,
        string removed,
        string now,
        string? concern
    ) =>
        Assert.Equal(
            concern,
            PruneRule.Concern(Read(before), [.. Read(removed).Select(ObjectKey.Of)], Read(now))
        );

    [Theory]
    [InlineData("v1", "ConfigMap", "shop", "kubectl delete configmap x --namespace shop")]
    [InlineData(
        "batch.volcano.sh/v1",
        "Job",
        "shop",
        "kubectl delete job.batch.volcano.sh x --namespace shop"
    )]
    [InlineData("v1", "Namespace", null, "kubectl delete namespace x")]
    public void The_command_that_deletes_it_means_this_very_kind(
        string apiVersion,
        string kind,
        string? ns,
        string command
    ) => Assert.Equal(command, KubectlDelete.Of(new ObjectKey(apiVersion, kind, ns, "x")));

    [Theory]
    [InlineData("data-db-0", true)]
    [InlineData("data-db-12", true)]
    [InlineData("data-db-x", false)]
    [InlineData("data-db-0-1", false)]
    [InlineData("other-db-0", false)]
    public void A_claim_of_a_stateful_set_is_known_by_its_name(string claim, bool belongs)
    {
        var set = Object("apps/v1", "StatefulSet", "db")
            .With(json =>
                json["spec"] = JsonNode.Parse("""{"volumeClaimTemplates":[{"metadata":{"name":"data"}}]}""")
            );
        Assert.Equal(belongs, VolumeClaims.Belongs(set, "shop", claim));
        Assert.False(VolumeClaims.Belongs(set, "other", claim));
    }

    private static string Maps(int count) =>
        string.Join(' ', Enumerable.Range(1, count).Select(i => $"ConfigMap/a{i}"));

    private static IReadOnlyList<KubeObject> Read(string objects) =>
        [
            .. objects
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(o => o.Split('/'))
                .Select(o =>
                    Object(
                        o[0] switch
                        {
                            "Deployment" => "apps/v1",
                            "Job" or "CronJob" => "batch/v1",
                            _ => "v1",
                        },
                        o[0],
                        o[1]
                    )
                ),
        ];

    private static KubeObject Object(string apiVersion, string kind, string name = "x") =>
        KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = apiVersion,
                ["kind"] = kind,
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "shop" },
            }
        );
}
