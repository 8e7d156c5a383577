using Slipway.Rollouts.Canary;
using Slipway.Values;

namespace Slipway.Tests.Rollouts.Canary;

public sealed class CanaryWorkloadTests
{
    private const string Labels =
        "it needs 'slipway.dev/track: stable' in spec.selector.matchLabels "
        + "and in spec.template.metadata.labels";

    [Fact]
    public void A_canary_is_the_new_deployment_under_another_name_with_its_own_pods()
    {
        var rendered = Deployment("movie", image: "new");

        var canary = CanaryWorkload.Of(rendered, 2);

        Assert.Equal("movie-canary", canary.Name);
        Assert.Equal("shop", canary.Namespace);
        Assert.Equal(2, canary.Number("spec", "replicas"));
        Assert.Equal("canary", canary.Labels[Tracks.Label]);
        Assert.Equal("movie", canary.Annotations[CanaryWorkload.CanaryOf]);
        Assert.Equal("canary", canary.Text("spec", "selector", "matchLabels", Tracks.Label));
        Assert.Equal("canary", PodTrack(canary));
        Assert.Equal("movie", canary.Text("spec", "selector", "matchLabels", "app"));
        Assert.Equal("new", Image(canary));
        Assert.Equal("stable", PodTrack(rendered));
    }

    [Fact]
    public void Only_workloads_whose_pods_change_are_in_scope()
    {
        var scope = CanaryScope.Between(
            [Deployment("movie"), Deployment("rating"), Object("v1", "ConfigMap", "a")],
            [
                Deployment("movie", replicas: 9),
                Deployment("rating", image: "new"),
                Object("v1", "ConfigMap", "b"),
            ]
        );

        var candidate = Assert.Single(scope.Canaries);
        Assert.Equal("rating", candidate.Rendered.Name);
        Assert.Equal("old", Image(candidate.Stable));
        Assert.Empty(scope.Others);
        Assert.Same(scope, scope.Demand("staging"));
    }

    [Fact]
    public void Order_of_fields_is_no_change()
    {
        var running = Deployment("movie");
        var rendered = running.With(deployment =>
        {
            var metadata = deployment["spec"]!["template"]!["metadata"]!;
            deployment["spec"]!["template"]!.AsObject().Remove("metadata");
            deployment["spec"]!["template"]!["metadata"] = metadata;
        });

        Assert.NotEqual(running.ToString(), rendered.ToString());
        Assert.Equal(new CanaryScope([], []).Canaries, CanaryScope.Between([running], [rendered]).Canaries);
    }

    [Fact]
    public void Changed_workloads_that_cannot_have_a_canary_are_named_with_what_is_missing()
    {
        var scope = CanaryScope.Between(
            [
                Deployment("movie", track: null),
                Object("apps/v1", "StatefulSet", "db", 1),
                Deployment("rating", track: null),
            ],
            [
                Deployment("movie", "new", track: null),
                Object("apps/v1", "StatefulSet", "db", 2),
                Deployment("rating", "new"),
                Deployment("user"),
            ]
        );

        Assert.Empty(scope.Canaries);
        Assert.Equal(
            [
                Labels,
                "only a Deployment can run a canary",
                $"the running version does not qualify: {Labels}",
                "it is new, so there is no stable version to compare it with",
            ],
            scope.Others.Select(other => other.Reason)
        );
        var refusal = Assert.Throws<NoCanaryRefusal>(() => scope.Demand("staging"));
        Assert.Contains("deployment/movie changed, but cannot have a canary: it needs", refusal.What);
        Assert.Equal(4, refusal.What.Split('\n').Length);
    }

    [Fact]
    public void Nothing_changed_is_said()
    {
        var scope = CanaryScope.Between([Deployment("movie")], [Deployment("movie")]);

        Assert.Equal(
            "No workload changed, so there is nothing to run as a canary.",
            Assert.Throws<NoCanaryRefusal>(() => scope.Demand("staging")).What
        );
    }

    private static string? PodTrack(KubeObject deployment) =>
        deployment.Text("spec", "template", "metadata", "labels", Tracks.Label);

    private static string? Image(KubeObject deployment) =>
        deployment.At("spec", "template", "spec", "containers")!.Value[0].GetProperty("image").GetString();

    private static KubeObject Deployment(
        string name,
        string image = "old",
        string? track = "stable",
        int replicas = 3
    )
    {
        var label = track is null ? "" : $", \"slipway.dev/track\": \"{track}\"";
        return KubeObject.Parse(
            $$$"""
            {
              "apiVersion": "apps/v1", "kind": "Deployment",
              "metadata": { "name": "{{{name}}}", "namespace": "shop" },
              "spec": {
                "replicas": {{{replicas}}},
                "selector": { "matchLabels": { "app": "{{{name}}}"{{{label}}} } },
                "template": {
                  "metadata": { "labels": { "app": "{{{name}}}"{{{label}}} } },
                  "spec": { "containers": [ { "name": "main", "image": "{{{image}}}" } ] }
                }
              }
            }
            """
        );
    }

    private static KubeObject Object(string apiVersion, string kind, string name, int data = 0) =>
        KubeObject.Parse(
            $$"""
            {
              "apiVersion": "{{apiVersion}}", "kind": "{{kind}}",
              "metadata": { "name": "{{name}}" }, "data": {{data}}
            }
            """
        );
}
