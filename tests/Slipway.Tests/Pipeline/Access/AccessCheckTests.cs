using System.Text.Json.Nodes;
using Slipway.Environments;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline;
using Slipway.Pipeline.Access;
using Slipway.Pipeline.Deploy;
using Slipway.Pipeline.Preflight;
using Slipway.Releases;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.Access;

/// <summary>Users whose Roles are as narrow as can be, against the API server's own authorization.</summary>
public sealed class AccessCheckTests(RehearsingCluster running) : IClassFixture<RehearsingCluster>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_rights_that_are_asked_for_suffice_to_deploy()
    {
        using var user = await NarrowUser.MakeAsync(running);
        await user.GrantAsync(await NeededAsync(user));
        using var cluster = await user.ConnectAsync(new FastTime());
        var context = Context(user, cluster);

        Assert.Empty(await new ClusterPreflight(context).ForDeployAsync(Objects(user), Stop));
        await new DeployCommand(context).RunAsync(Shop.Release("1.0.0", Objects(user)), Stop);
        await new DeployCommand(context).RunAsync(Shop.Release("1.1.0", Objects(user, "1.1.0")), Stop);
    }

    [Fact]
    public async Task Each_right_that_is_missing_is_named_and_all_of_them_at_once()
    {
        using var user = await NarrowUser.MakeAsync(running);
        using var cluster = await user.ConnectAsync(TimeProvider.System);
        var needed = await NeededAsync(user);
        foreach (var lost in needed)
        {
            await user.GrantAsync(needed.Except([lost]));
            var refusal = Assert.Single(await RefusalsAsync(user, cluster));
            Assert.Equal([lost], Assert.IsType<AccessMissingException>(refusal).Missing);
        }
        await user.GrantAsync();
        var all = Assert.IsType<AccessMissingException>(Assert.Single(await RefusalsAsync(user, cluster)));
        Assert.Equal(needed.Order(s_byText), all.Missing.Order(s_byText));
    }

    [Fact]
    public async Task Nobody_needs_rights_for_kinds_that_the_release_lacks()
    {
        using var user = await NarrowUser.MakeAsync(running);
        var resources = (await NeededAsync(user)).Select(right => right.Resource).ToHashSet();
        Assert.Equal(
            ["configmaps", "deployments", "leases", "pods", "replicasets", "secrets"],
            resources.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_is_there_need_not_be_created_and_what_stays_need_not_be_changed()
    {
        using var user = await NarrowUser.MakeAsync(running);
        var needed = await NeededAsync(user);
        await user.GrantAsync(needed);
        using var cluster = await user.ConnectAsync(new FastTime());
        await new DeployCommand(Context(user, cluster)).RunAsync(Shop.Release("1.0.0", Objects(user)), Stop);

        await user.GrantAsync(
            needed.Where(right => right.Resource != "configmaps" || right.Verb is not ("create" or "patch"))
        );
        Assert.Empty(await RefusalsAsync(user, cluster));

        var changed = Objects(user).Select(o => o.Kind == "ConfigMap" ? Settings(user, "blue") : o);
        var refusal = Assert.Single(
            await new ClusterPreflight(Context(user, cluster)).ForDeployAsync([.. changed], Stop)
        );
        Assert.Equal(
            [new AccessReview("patch", "", "configmaps", user.Namespace, Name: "settings")],
            Assert.IsType<AccessMissingException>(refusal).Missing
        );
    }

    [Fact]
    public async Task A_namespace_that_is_missing_and_may_not_be_created_is_refused()
    {
        using var user = await NarrowUser.MakeAsync(running);
        using var cluster = await user.ConnectAsync(TimeProvider.System);
        await user.GrantClusterAsync(new AccessReview("get", "", "namespaces", null));
        var context = Context(user, cluster, "nowhere");
        var creating = () => new NamespaceCheck(context).RequireAsync(creates: true, Stop);

        var refusal = await Assert.ThrowsAsync<NamespaceMissingException>(creating);
        Assert.Equal("There is no namespace nowhere, and we may not create it.", refusal.What);
        await new NamespaceCheck(context).RequireAsync(creates: false, Stop);

        await user.GrantClusterAsync(
            new AccessReview("get", "", "namespaces", null),
            new AccessReview("create", "", "namespaces", null)
        );
        await creating();
    }

    [Fact]
    public async Task A_namespace_that_is_being_deleted_is_refused_with_what_to_do()
    {
        using var user = await NarrowUser.MakeAsync(running);
        var held = Settings(user, "red")
            .With(json => json["metadata"]!["finalizers"] = new JsonArray("example.com/hold"));
        await user.Admin.CreateAsync(held, Stop);
        await user.Admin.DeleteAsync(
            new ObjectKey("v1", "Namespace", null, user.Namespace),
            new DeleteOptions(),
            Stop
        );

        var refusals = await new ClusterPreflight(Context(user, user.Admin)).ForDeployAsync([], Stop);

        var refusal = Assert.IsType<NamespaceTerminatingException>(Assert.Single(refusals));
        Assert.StartsWith("Wait until it is gone and run the command again; ", refusal.Next);
    }

    [Fact]
    public async Task A_lock_that_someone_holds_is_told_and_not_refused()
    {
        using var user = await NarrowUser.MakeAsync(running);
        using var admin = await running.ConnectAsync();
        var reporter = new CollectingReporter();
        var context = Context(user, admin) with { Reporter = reporter };
        await using var held = await DeployLock.AcquireAsync(
            admin,
            user.Namespace,
            Shop.App,
            new LockHolder("bert", "laptop", 7, "Deploy --env staging"),
            TimeSpan.Zero,
            reporter,
            Stop
        );
        Assert.Empty(await new ClusterPreflight(context).ForRollbackAsync(null, Stop));
        Assert.Contains(reporter.Notices, notice =>
            notice.Text.StartsWith("shop is locked by bert on laptop/7: Deploy --env staging, for ")
        );
    }

    private static readonly Comparer<AccessReview> s_byText = Comparer<AccessReview>.Create(
        (one, other) => string.CompareOrdinal($"{one}", $"{other}")
    );

    private async Task<IReadOnlyList<Refusal>> RefusalsAsync(NarrowUser user, Cluster cluster) =>
        await new ClusterPreflight(Context(user, cluster)).ForDeployAsync(Objects(user), Stop);

    /// <summary>What a first release needs, by the plan.</summary>
    private static async Task<IReadOnlyList<AccessReview>> NeededAsync(NarrowUser user)
    {
        var needs = new AccessNeeds(await user.Admin.KindsAsync(Stop), Shop.App, user.Namespace);
        return [.. needs.Records().Concat(needs.Apply(Objects(user))).Select(need => need.Action).Distinct()];
    }

    private static IReadOnlyList<KubeObject> Objects(NarrowUser user, string version = "1.0.0") =>
        [Settings(user, "red"), Shop.Service(user.Namespace, "movie", version)];

    private static KubeObject Settings(NarrowUser user, string color) =>
        Shop.Settings(user.Namespace, "settings", ("color", color));

    private static DeliveryContext Context(NarrowUser user, Cluster cluster, string? ns = null) =>
        new(
            Shop.App,
            new EnvironmentSettings(
                "staging",
                "k8s/overlays/staging",
                new ClusterChoice(false, null),
                ns ?? user.Namespace,
                "registry.example.com/shop",
                InsecureRegistry: false,
                BaseImage: null,
                BuildPolicy.AsServicesSay,
                Strategy.Rolling,
                new Timeouts(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)),
                new CanaryPolicy([50], 50, TimeSpan.FromMinutes(1), NoTraffic.Hold, null),
                new SloPolicy(99.5, null),
                null
            ),
            cluster,
            ForceConflicts: false,
            "anna@build-7",
            new CollectingReporter(),
            cluster.Time
        );
}
