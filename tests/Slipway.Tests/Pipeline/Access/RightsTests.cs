using System.Text.Json.Nodes;
using Slipway.Environments;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Access;
using Slipway.Pipeline.Destroy;
using Slipway.Pipeline.Status;
using Slipway.Reporting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.Access;

/// <summary>The Role that is printed for whoever deploys, against the API server's own authorization.</summary>
public sealed class RightsTests(RehearsingCluster running) : IClassFixture<RehearsingCluster>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_exactly_this_Role_can_run_every_command()
    {
        using var user = await NarrowUser.MakeAsync(running);
        var asked = Assert.Single(Roles(Objects(user.Namespace, "1.0.0"), user.Namespace));
        // What people apply is the YAML; the JSON says the same.
        var role = Assert.Single(ManifestYaml.Read(string.Join('\n', asked.Yaml()), "the printed Role"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($"{role}"), JsonNode.Parse($"{asked.Manifest()}")));
        // As the user's binding calls it.
        await user.Admin.ApplyAsync(
            role.With(json => json["metadata"]!["name"] = "narrow"),
            new ApplyOptions(Force: true),
            Stop
        );
        await using var stage = await Stage.OpenAsync(user.Kubeconfig, user.Namespace);

        for (var minor = 0; minor < 25; minor++)
            await stage.DeployAsync($"1.{minor}.0", Objects(user.Namespace, $"1.{minor}.0"));
        Assert.True(await stage.CanaryAsync("2.0.0", Objects(user.Namespace, "2.0.0")));
        await stage.PromoteAsync();
        await stage.DeployAsync("3.0.0", [.. Objects(user.Namespace, "3.0.0").Take(1)]);
        await stage.RollBackAsync();
        await stage.CanaryAsync("4.0.0", Objects(user.Namespace, "4.0.0"));
        await stage.RollBackAsync();
        var status = await new StatusQuery(stage.Context).RunAsync(Stop);
        Assert.Equal("2.0.0", Assert.Single(status.Workloads, w => w.Service == "movie").Version);
        Assert.Empty(status.NotShown);
        Assert.Equal(20, (await stage.HistoryAsync()).Count);
        await new DestroyCommand(stage.Context).RunAsync(null, Stop);

        Assert.Null(await stage.FindAsync("Deployment", "movie"));
        Assert.DoesNotContain(stage.Reporter.Notices, notice =>
            notice.Severity != Severity.Detail
            && notice.Text.Contains("does not let us", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_kinds_that_every_cluster_serves_are_known_without_one()
    {
        using var cluster = await running.ConnectAsync();
        var served = await cluster.KindsAsync(Stop);
        var known = served
            .Select(kind => (Kind: kind, Found: Find(kind)))
            .Where(kind => kind.Found is not null)
            .ToList();
        Assert.All(known, kind =>
            Assert.Equal(
                (kind.Kind.Plural, kind.Kind.Namespaced),
                (kind.Found!.Plural, kind.Found.Namespaced)
            )
        );
        Assert.True(known.Count > 30, $"{known.Count} kinds were compared");

        static ResourceKind? Find(ResourceKind kind)
        {
            // What is only asked and never stored is in no manifest.
            if (!kind.Verbs.Contains("list"))
                return null;
            return DeployerRights
                .KindsOf([
                    KubeObject.From(
                        new JsonObject
                        {
                            ["apiVersion"] = kind.ApiVersion,
                            ["kind"] = kind.Kind,
                            ["metadata"] = new JsonObject { ["name"] = "any" },
                        }
                    ),
                ])
                .SingleOrDefault();
        }
    }

    [Fact]
    public void Each_namespace_has_a_Role_and_what_is_outside_of_them_a_ClusterRole()
    {
        var priority = KubeObject.Parse(
            """
            {"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":"high"},"value":7}
            """
        );
        var roles = Roles([Shop.Settings("other", "x"), Shop.Address("home", "y"), priority], "home");
        Assert.Equal(
            [
                ("Role", "home", "slipway-shop"),
                ("Role", "other", "slipway-shop"),
                ("ClusterRole", null, "slipway-shop-home"),
            ],
            roles.Select(role => (role.Kind, role.Namespace, role.Name))
        );
        Assert.Equal(["priorityclasses"], roles[2].Rules.SelectMany(rule => rule.Resources));
        Assert.DoesNotContain(
            "services",
            roles[1].Rules.Where(r => r.Verbs.Contains("patch")).SelectMany(r => r.Resources)
        );
    }

    [Fact]
    public void A_custom_resource_is_known_only_with_its_definition()
    {
        var resource = KubeObject.Parse(
            """{"apiVersion":"example.com/v1","kind":"Wheel","metadata":{"name":"w","namespace":"home"}}"""
        );
        var definition = KubeObject.Parse(
            """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"wheels.example.com"},
             "spec":{"group":"example.com","scope":"Namespaced","names":{"kind":"Wheel","plural":"wheels"}}}
            """
        );
        Assert.Equal([resource], Needs([resource], "home").Unserved([resource]));
        Assert.Contains(
            "wheels",
            Roles([resource, definition], "home")[0].Rules.SelectMany(rule => rule.Resources)
        );
    }

    [Theory]
    [InlineData("local")]
    [InlineData("staging")]
    public async Task The_Role_of_this_repositorys_environments_is_as_reviewed(string environment)
    {
        var root = Repository();
        var settings = EnvironmentReader.Read(root, environment, new EnvironmentOverrides());
        var objects = await new ManifestRenderer().RenderAsync(
            root,
            settings.Overlay,
            settings.Namespaces,
            Stop
        );

        var yaml = Roles(objects, settings.Namespace, "movies").SelectMany(role => role.Yaml());

        var reviewed = Path.Combine(
            root,
            "tests/Slipway.Tests/Pipeline/Access",
            $"rights.{environment}.yaml"
        );
        Assert.Equal((await File.ReadAllTextAsync(reviewed, Stop)).TrimEnd(), string.Join('\n', yaml));
    }

    private static IReadOnlyList<DeployerRole> Roles(
        IReadOnlyList<KubeObject> objects,
        string home,
        string app = Shop.App
    ) => DeployerRole.For(DeployerRights.Of(Needs(objects, home, app), objects), app, home);

    private static AccessNeeds Needs(IReadOnlyList<KubeObject> objects, string home, string app = Shop.App) =>
        new(DeployerRights.KindsOf(objects), app, home);

    private static KubeObject[] Objects(string ns, string version) =>
        [
            Shop.Service(ns, "movie", version),
            Shop.Address(ns, "movie"),
            Shop.Settings(ns, "settings", ("version", version)),
            Shop.Job(ns, $"migrate-{version.Replace('.', '-')}", version),
        ];

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Slipway.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
