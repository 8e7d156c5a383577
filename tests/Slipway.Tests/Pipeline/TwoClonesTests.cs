using Slipway.Environments;
using Slipway.Pipeline;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Deploy;
using Slipway.Pipeline.Promote;
using Slipway.Pipeline.Status;
using Slipway.Reporting;
using Slipway.Tests.Kubernetes;
using Slipway.Tests.Versioning;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Tests.Pipeline;

/// <summary>Two people with a clone each, who deploy to one environment that is not on their machine.</summary>
public sealed class TwoClonesTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>, IDisposable
{
    private readonly VersionedRepository _anna = new();
    private readonly TemporaryFolder _bob = new();

    public void Dispose()
    {
        _anna.Dispose();
        _bob.Dispose();
    }

    [Fact]
    public async Task A_stale_checkout_is_refused_and_the_colleague_s_service_stays()
    {
        await using var stage = await OpenAsync();
        _anna.Git("clone", "-q", $"file://{_anna.Root}", _bob.Path);
        var stale = Head();
        _anna.Commit("A new service");
        await DeployAsync(stage, "1.1.0", Head(), "movie", "rating");
        var before = await stage.VersionsAsync();

        // Bob has not fetched: his clone does not even know what runs.
        stage.Commits = new CommitHistory(_bob.Path);
        var unknown = await Assert.ThrowsAsync<StaleCommitException>(() =>
            DeployAsync(stage, "1.0.0", stale, "movie")
        );
        Assert.StartsWith("git fetch", unknown.Next, StringComparison.Ordinal);

        // With it he knows, and is as far behind as before.
        _anna.Git("-C", _bob.Path, "fetch", "-q");
        var older = await Assert.ThrowsAsync<StaleCommitException>(() =>
            DeployAsync(stage, "1.0.0", stale, "movie")
        );
        Assert.Contains("is older than commit", older.What);
        Assert.Equal(before, await stage.VersionsAsync());

        stage.Choices = new ChangeChoices { AllowOlder = "main is broken", ConfirmPrune = true };
        await DeployAsync(stage, "1.0.0", stale, "movie");
        Assert.Null(await stage.VersionAsync("rating"));
        Assert.Equal("main is broken", (await stage.HistoryAsync())[0].AllowedOlder);
    }

    [Fact]
    public async Task A_commit_that_changes_nothing_here_is_the_one_that_is_promoted_from_here()
    {
        await using var stage = await OpenAsync();
        await DeployAsync(stage, "1.0.0", Head(), "movie");
        _anna.Commit("Another environment's overlay");

        var result = await DeployAsync(stage, "1.0.0", Head(), "movie");

        Assert.False(result.Changed);
        var proven = await new PromoteCommand(stage.Context).ProvenAsync(Stage.Stop);
        Assert.Equal((Head(), BundleOf(Head())), (proven.Commit, proven.Bundle));
        Assert.Equal("1 deployed", await stage.StatesAsync());
    }

    [Fact]
    public async Task A_release_without_a_bundle_gets_one_when_its_commit_is_deployed_again()
    {
        await using var stage = await OpenAsync();
        var without = Release(stage, "1.0.0", Head(), "movie") with { Bundle = null };
        await new DeployCommand(stage.Context, stage.Metrics).RunAsync(without, Stage.Stop);
        var refusal = await Assert.ThrowsAsync<UnbundledReleaseException>(() =>
            new PromoteCommand(stage.Context).ProvenAsync(Stage.Stop)
        );
        Assert.StartsWith("run ./build.sh Deploy --env staging at the same commit", refusal.Next);

        Assert.False((await DeployAsync(stage, "1.0.0", Head(), "movie")).Changed);
        Assert.Equal(
            BundleOf(Head()),
            (await new PromoteCommand(stage.Context).ProvenAsync(Stage.Stop)).Bundle
        );
    }

    [Fact]
    public async Task A_rollback_brings_back_the_bundle_too()
    {
        await using var stage = await OpenAsync();
        var first = Head();
        await DeployAsync(stage, "1.0.0", first, "movie");
        _anna.Commit("Next");
        var next = Shop.Release("1.1.0", Shop.Service(stage.Namespace, "movie", "1.1.0")) with
        {
            Commit = Head(),
            Bundle = BundleOf(Head()),
        };
        await new DeployCommand(stage.Context, stage.Metrics).RunAsync(next, Stage.Stop);
        await new Slipway.Pipeline.Rollback.RollbackCommand(stage.Context).RunAsync(null, Stage.Stop);

        var proven = await new PromoteCommand(stage.Context).ProvenAsync(Stage.Stop);
        Assert.Equal((first, BundleOf(first)), (proven.Commit, proven.Bundle));
    }

    [Fact]
    public async Task What_was_made_of_uncommitted_changes_is_not_promoted()
    {
        await using var stage = await OpenAsync();
        await DeployAsync(stage, "1.0.0-3.g1a2b3c4.dirty.1a2b3c4d", Head(), "movie");
        var refusal = await Assert.ThrowsAsync<UntraceableReleaseException>(() =>
            new PromoteCommand(stage.Context).ProvenAsync(Stage.Stop)
        );
        Assert.Contains("no commit has its manifests", refusal.What);
    }

    [Fact]
    public async Task A_canary_of_a_stale_checkout_is_refused_before_it_starts()
    {
        await using var stage = await OpenAsync();
        var stale = Head();
        _anna.Commit("Next");
        await DeployAsync(stage, "1.1.0", Head(), "movie");
        await Assert.ThrowsAsync<StaleCommitException>(() =>
            new Slipway.Pipeline.Canary.CanaryCommand(stage.Context, stage.Metrics).RunAsync(
                Release(stage, "1.0.0", stale, "movie"),
                Stage.Stop
            )
        );
        Assert.Equal("1 deployed", await stage.StatesAsync());
    }

    [Fact]
    public async Task Who_removes_a_workload_confirms_it_and_otherwise_nothing_is_written()
    {
        await using var stage = await OpenAsync();
        await DeployAsync(stage, "1.0.0", Head(), "movie", "rating");
        var before = await stage.VersionsAsync();

        var e = await Assert.ThrowsAsync<PruneNotConfirmedException>(() =>
            DeployAsync(stage, "1.1.0", Head(), "movie")
        );
        Assert.Equal(("1.1.0 removes deployment/rating", Outcome.Refused), (e.What, e.Outcome));
        Assert.EndsWith("./build.sh Deploy --env staging --confirm-prune", e.Next);
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text == "This removes what is no longer in the manifests: deployment/rating"
        );
        Assert.Equal(before, await stage.VersionsAsync());

        stage.Confirmation = new Answer(false);
        await Assert.ThrowsAsync<PruneNotConfirmedException>(() =>
            DeployAsync(stage, "1.1.0", Head(), "movie")
        );
        stage.Confirmation = new Answer(true);
        await DeployAsync(stage, "1.1.0", Head(), "movie");
        Assert.Null(await stage.VersionAsync("rating"));

        // Going back brings it back, and going back from there is not held up.
        stage.Confirmation = null;
        await stage.RollBackAsync("1");
        Assert.Equal("1.0.0", await stage.VersionAsync("rating"));
        await stage.RollBackAsync("2");
        Assert.Null(await stage.VersionAsync("rating"));
    }

    [Fact]
    public async Task A_promotion_that_removes_a_workload_is_confirmed_and_a_deploy_by_canary_before_it()
    {
        await using var stage = await OpenAsync();
        stage.Commits = null;
        await DeployAsync(stage, "1.0.0", Head(), "movie", "rating");
        await stage.CanaryAsync("1.1.0", Shop.Service(stage.Namespace, "movie", "1.1.0"));
        var e = await Assert.ThrowsAsync<PruneNotConfirmedException>(() => stage.PromoteAsync());
        Assert.Contains("./build.sh Promote --env staging --confirm-prune", e.Next);
        Assert.Equal("2 pending, 1 deployed", await stage.StatesAsync());
        await stage.RollBackAsync();

        stage.Strategy = Strategy.Canary;
        await Assert.ThrowsAsync<PruneNotConfirmedException>(() =>
            stage.DeployAsync("1.2.0", Shop.Service(stage.Namespace, "movie", "1.2.0"))
        );
        Assert.Null(await stage.FindAsync("Deployment", "movie-canary"));
        stage.Choices = new ChangeChoices { ConfirmPrune = true };
        await stage.DeployAsync("1.2.0", Shop.Service(stage.Namespace, "movie", "1.2.0"));
        Assert.Null(await stage.VersionAsync("rating"));
    }

    [Fact]
    public async Task What_is_kept_is_named_once_and_remembered_until_it_is_deleted_or_readopted()
    {
        await using var stage = await OpenAsync();
        stage.Commits = null;
        var (claim, other) = (Claim(stage, "uploads"), Claim(stage, "reports"));
        var movie = Shop.Service(stage.Namespace, "movie", "1.0.0");
        await stage.DeployAsync("1.0.0", movie, claim, other);

        Assert.True((await stage.DeployAsync("1.1.0", movie)).Changed);
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text.StartsWith(
                "persistentvolumeclaim/uploads is no longer in the manifests, but stays, because it holds data. "
                    + "To delete it: kubectl delete persistentvolumeclaim uploads",
                StringComparison.Ordinal
            )
        );
        Assert.Equal(["reports", "uploads"], await KeptAsync(stage));

        // Later releases say nothing more of it, and remember.
        stage.Reporter.Notices.Clear();
        await stage.DeployAsync("1.2.0", Shop.Service(stage.Namespace, "movie", "1.2.0"));
        Assert.DoesNotContain(stage.Reporter.Notices, n => n.Text.Contains("uploads"));
        Assert.Equal(["reports", "uploads"], await KeptAsync(stage));

        await stage.Cluster.DeleteAsync(
            Slipway.Kubernetes.Objects.ObjectKey.Of(other),
            new Slipway.Kubernetes.DeleteOptions(),
            Stage.Stop
        );
        Assert.Equal(["uploads"], await KeptAsync(stage));
        Assert.True(
            (await stage.DeployAsync("1.3.0", Shop.Service(stage.Namespace, "movie", "1.2.0"), claim)).Changed
        );
        Assert.Empty(await KeptAsync(stage));
    }

    private async Task<Stage> OpenAsync()
    {
        var stage = await Stage.OpenAsync(cluster);
        stage.IsLocal = false;
        stage.Commits = new CommitHistory(_anna.Root);
        return stage;
    }

    private string Head() => _anna.Git("rev-parse", "HEAD").Trim();

    private static Task<DeliveryResult> DeployAsync(
        Stage stage,
        string version,
        string commit,
        params string[] services
    ) =>
        new DeployCommand(stage.Context, stage.Metrics).RunAsync(
            Release(stage, version, commit, services),
            Stage.Stop
        );

    private static DesiredRelease Release(
        Stage stage,
        string version,
        string commit,
        params string[] services
    ) =>
        Shop.Release(version, [.. services.Select(s => Shop.Service(stage.Namespace, s, "1.0.0"))]) with
        {
            Commit = commit,
            Bundle = BundleOf(commit),
        };

    private static ImageReference BundleOf(string commit) =>
        ImageReference.Parse(
            $"registry.example.com/shop.bundle:1@{Digest.Of(System.Text.Encoding.UTF8.GetBytes(commit))}"
        );

    private static async Task<IEnumerable<string>> KeptAsync(Stage stage) =>
        (await new StatusQuery(stage.Context).RunAsync(Stage.Stop)).Kept.Select(k => k.Key.Name);

    private static KubeObject Claim(Stage stage, string name) =>
        KubeObject.Parse(
            $$$"""
            {"apiVersion":"v1","kind":"PersistentVolumeClaim",
             "metadata":{"name":"{{{name}}}","namespace":"{{{stage.Namespace}}}"},
             "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi" } } } }
            """
        );

    private sealed class Answer(bool yes) : IConfirmation
    {
        public Task<bool> AskAsync(string question, CancellationToken cancellation) => Task.FromResult(yes);
    }
}
