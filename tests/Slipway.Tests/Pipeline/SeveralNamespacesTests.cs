using Slipway.Environments;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Deploy;
using Slipway.Pipeline.Destroy;
using Slipway.Pipeline.Preflight;
using Slipway.Pipeline.Releasing;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>Releases whose objects are in several namespaces, and of kinds that are not Kubernetes' own.</summary>
public sealed class SeveralNamespacesTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task Namespaces_of_a_release_are_deployed_pruned_and_destroyed_like_its_own()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var other = $"{stage.Namespace}-monitoring";
        var policy = new NamespacePolicy(stage.Namespace, stage.Namespace, [other]);
        var ns = $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {other}}}\n---\n";

        await DeployAsync(
            stage,
            policy,
            "1.0.0",
            ns + Role("reader", null) + Role("reader", other) + Role("old", other)
        );
        Assert.NotNull(await FindAsync(stage, stage.Namespace, "reader"));
        Assert.NotNull(await FindAsync(stage, other, "reader"));
        Assert.NotNull(await FindAsync(stage, other, "old"));
        // What changes is announced by names that tell the two apart.
        var announced = Assert.Single(stage.Reporter.Notices, n => n.Text.Contains("role/old: new")).Text;
        Assert.Contains($"role/reader in namespace {stage.Namespace}: new", announced);
        Assert.Contains($"role/reader in namespace {other}: new", announced);

        // Of the same name in both namespaces, only the one that left is removed.
        await DeployAsync(stage, policy, "1.1.0", ns + Role("reader", other));
        Assert.Null(await FindAsync(stage, stage.Namespace, "reader"));
        Assert.NotNull(await FindAsync(stage, other, "reader"));
        Assert.Null(await FindAsync(stage, other, "old"));

        // Somebody else's object with our labels: another environment shares the namespace.
        await stage.Cluster.CreateAsync(
            ManifestLabels.Mark(Read(Role("theirs", other)), Shop.App, "1.0.0", null)[0],
            Stage.Stop
        );
        await new DestroyCommand(Of(stage, policy)).RunAsync(Shop.App, Stage.Stop);
        Assert.Null(await FindAsync(stage, other, "reader"));
        Assert.NotNull(await FindAsync(stage, other, "theirs"));
    }

    [Fact]
    public async Task A_further_namespace_that_is_missing_is_named_before_anything_is_done()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var (there, gone) = ($"{stage.Namespace}-a", $"{stage.Namespace}-b");
        var objects = Read(
            $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {there}}}\n---\n"
                + Role("reader", there)
                + Role("reader", gone)
        );
        var e = await Assert.ThrowsAsync<NamespacesMissingException>(() =>
            new NamespaceCheck(stage.Context).RequireFurtherAsync(objects, Stage.Stop)
        );
        Assert.Equal($"Manifests name the namespace {gone}, which does not exist.", e.What);
    }

    [Theory]
    [InlineData(
        "argoproj.io",
        "Rollout",
        "spec: {template: {metadata: {labels: {app: x}}, spec: {containers: [{name: r, image: movie}]}}}"
    )]
    [InlineData(
        "batch.volcano.sh",
        "Job",
        "spec: {tasks: [{name: w, template: {spec: {containers: [{name: w, image: movie}]}}}]}"
    )]
    [InlineData("serving.knative.dev", "Service", "spec: {template: {spec: {containers: [{image: movie}]}}}")]
    public async Task Kinds_of_others_that_are_called_like_known_ones_arrive_pinned(
        string group,
        string kind,
        string spec
    )
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var plural = kind.ToLowerInvariant() + "s";
        var yaml = $$$$"""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: {{{{plural}}}}.{{{{group}}}}}
            spec:
              group: {{{{group}}}}
              scope: Namespaced
              names:
                kind: {{{{kind}}}}
                plural: {{{{plural}}}}
                singular: {{{{kind.ToLowerInvariant()}}}}
              versions:
                - name: v1alpha1
                  served: true
                  storage: true
                  schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            ---
            apiVersion: {{{{group}}}}/v1alpha1
            kind: {{{{kind}}}}
            metadata: {name: x}
            {{{{spec}}}}
            """;

        await DeployAsync(stage, NamespacePolicy.Only(stage.Namespace), "1.0.0", yaml);

        var key = new ObjectKey($"{group}/v1alpha1", kind, stage.Namespace, "x");
        var live = await stage.Cluster.GetAsync(key, Stage.Stop);
        Assert.Contains($"\"{Shop.Image("movie", "1.0.0")}\"", live!.ToString());
        // It is nothing to wait for, and nothing that a new release would replace.
        await DeployAsync(stage, NamespacePolicy.Only(stage.Namespace), "1.1.0", yaml, image: "1.0.0");
        var same = await stage.Cluster.GetAsync(key, Stage.Stop);
        Assert.Equal(live.Text("metadata", "uid"), same!.Text("metadata", "uid"));
    }

    [Fact]
    public async Task A_named_image_field_does_not_change_with_the_version_alone()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var definition = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: runners.example.net}
            spec:
              group: example.net
              scope: Namespaced
              names: {kind: Runner, plural: runners, singular: runner}
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            ---
            apiVersion: example.net/v1
            kind: Runner
            metadata: {name: x}
            spec: {jobs: [{runs: movie}]}
            """;
        var policy = NamespacePolicy.Only(stage.Namespace);
        ImagePath[] paths = [new("example.net", null, ["spec", "jobs", "runs"])];
        var key = new ObjectKey("example.net/v1", "Runner", stage.Namespace, "x");
        await DeployAsync(stage, policy, "1.0.0", definition, paths: paths);
        var first = await stage.Cluster.GetAsync(key, Stage.Stop);
        Assert.Contains($"{Shop.Image("movie", "1.0.0")}", first!.ToString());
        await DeployAsync(stage, policy, "1.1.0", definition, image: "1.0.0", paths: paths);
        var second = await stage.Cluster.GetAsync(key, Stage.Stop);
        Assert.Equal(first.Text("metadata", "resourceVersion"), second!.Text("metadata", "resourceVersion"));
    }

    private static async Task DeployAsync(
        Stage stage,
        NamespacePolicy policy,
        string version,
        string yaml,
        string? image = null,
        IReadOnlyList<ImagePath>? paths = null
    )
    {
        var context = Of(stage, policy, paths);
        var images = new Dictionary<string, ImageReference>
        {
            ["movie"] = Shop.Image("movie", image ?? version) with { Tag = version },
        };
        var placed = NamespaceChoice.Place(policy, Read(yaml));
        Assert.Empty(placed.Strangers);
        var release = await new ReleasePreparation(context).PrepareAsync(
            new ReleaseSource(version, "4f1c2d3", "Anna", images),
            placed.Objects,
            Stage.Stop
        );
        await new DeployCommand(context).RunAsync(release, Stage.Stop);
    }

    private static Slipway.Pipeline.DeliveryContext Of(
        Stage stage,
        NamespacePolicy policy,
        IReadOnlyList<ImagePath>? paths = null
    ) =>
        stage.Context with
        {
            Environment = stage.Context.Environment with { Namespaces = policy, ImagePaths = paths ?? [] },
        };

    private static Task<KubeObject?> FindAsync(Stage stage, string ns, string role) =>
        stage.Cluster.GetAsync(new ObjectKey("rbac.authorization.k8s.io/v1", "Role", ns, role), Stage.Stop);

    private static string Role(string name, string? ns) =>
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n"
        + $"metadata: {{name: {name}{(ns is null ? "" : $", namespace: {ns}")}}}\n"
        + "rules: [{apiGroups: [\"\"], resources: [pods], verbs: [get]}]\n---\n";

    private static IReadOnlyList<KubeObject> Read(string yaml) => ManifestYaml.Read(yaml, "test");
}
