using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Tests.Kubernetes;
using Slipway.Values;
using static Slipway.Tests.Releases.ReleaseSamples;

namespace Slipway.Tests.Releases;

public sealed class ReleaseHistoryTests(RunningCluster running) : IClassFixture<RunningCluster>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_is_read_as_it_was_written()
    {
        using var cluster = await running.ConnectAsync();
        var history = new ReleaseHistory(cluster, await RunningCluster.NamespaceAsync(cluster), "shop");
        var release = Release(1, ReleaseState.Failed, ReleaseKind.Rollback, 7) with
        {
            Commit = null,
            Finished = DateTimeOffset.UnixEpoch,
            Step = "waiting",
            Failure = "it crashed",
            Analysis = ["good"],
            Evidence = ["pod x: boom"],
            AllowedOlder = "main is broken",
            Kept = [new KeptObject(new ObjectKey("v1", "Namespace", null, "shop"), "others use it")],
            ConfirmedBy = new string('d', 40),
            Bundle = ImageReference.Parse($"registry.example.com/shop.bundle:1.0.0@{Digest.Of("bundle"u8)}"),
            Hooks = [new HookRun("shop", "migrate", Digest.Of([1]))],
        };
        await history.WriteAsync(release, Stop);
        var read = (await history.ReadAsync(1, Stop)).Release;
        Assert.Equal(ReleaseJson.Write(release), ReleaseJson.Write(read));
        Assert.Equal(release.Manifests[0].ToString(), read.Manifests[0].ToString());
    }

    [Fact]
    public async Task Releases_are_listed_newest_first_with_their_states_as_labels()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var history = new ReleaseHistory(cluster, ns, "shop");
        await new ReleaseHistory(cluster, ns, "other").WriteAsync(Release(1) with { App = "other" }, Stop);
        Assert.Equal(1, ReleaseHistory.NextRevision(await history.ListAsync(Stop)));
        var first = await history.WriteAsync(Release(1, ReleaseState.Pending), Stop);
        await history.WriteAsync(Release(2, ReleaseState.Pending), Stop);
        await history.UpdateAsync(first, r => r with { State = ReleaseState.RolledBack }, Stop);

        var page = await history.ListAsync(Stop);
        Assert.Equal([2, 1], page.Releases.Select(r => r.Release.Revision));
        Assert.Equal(3, ReleaseHistory.NextRevision(page));
        var taken = await cluster.ListAsync(
            "v1",
            "Secret",
            ns,
            new ObjectSelector("slipway.dev/state=rolled-back"),
            Stop
        );
        Assert.Equal("slipway.shop.r1", taken.Items.Single().Name);
    }

    [Fact]
    public async Task Two_who_write_at_once_do_not_overwrite_each_other()
    {
        using var cluster = await running.ConnectAsync();
        var history = new ReleaseHistory(cluster, await RunningCluster.NamespaceAsync(cluster), "shop");
        var mine = await history.WriteAsync(Release(1, ReleaseState.Pending), Stop);
        await Assert.ThrowsAsync<RevisionConflictException>(() => history.WriteAsync(Release(1), Stop));
        await history.UpdateAsync(mine, r => r with { State = ReleaseState.Failed }, Stop);
        await Assert.ThrowsAsync<RevisionConflictException>(() =>
            history.UpdateAsync(mine, r => r with { State = ReleaseState.Deployed }, Stop)
        );
    }

    [Fact]
    public async Task A_large_release_is_split_and_shrinks_again()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var history = new ReleaseHistory(cluster, ns, "shop");
        // Random bytes cannot be compressed: five MiB stay five MiB.
        var large = Enumerable
            .Range(0, 5)
            .Select(_ => Convert.ToBase64String(RandomNumberGenerator.GetBytes(1024 * 1024)))
            .ToList();
        var written = await history.WriteAsync(Release(1) with { Evidence = large }, Stop);
        Assert.InRange((await SecretsAsync(cluster, ns)).Count, 6, 9);
        Assert.Equal(large, (await history.ReadAsync(1, Stop)).Release.Evidence);

        await history.UpdateAsync(written, r => r with { Evidence = ["short"] }, Stop);
        Assert.Single(await SecretsAsync(cluster, ns));
        Assert.Equal(["short"], (await history.ListAsync(Stop)).Releases.Single().Release.Evidence);
    }

    [Fact]
    public async Task A_damaged_record_is_reported_and_hides_no_other()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var history = new ReleaseHistory(cluster, ns, "shop");
        await history.WriteAsync(Release(1), Stop);
        await history.WriteAsync(Release(2), Stop);
        await cluster.MergePatchAsync(
            new ObjectKey("v1", "Secret", ns, "slipway.shop.r2"),
            new JsonObject { ["data"] = new JsonObject { ["release"] = "AAAA" } },
            Stop
        );
        var page = await history.ListAsync(Stop);
        Assert.Equal(1, page.Releases.Single().Release.Revision);
        Assert.Equal(
            new DamagedRelease("slipway.shop.r2", 2, "its content does not match its digest"),
            page.Damaged.Single()
        );
        Assert.Equal(3, ReleaseHistory.NextRevision(page));
        await Assert.ThrowsAsync<ReleaseUnreadableException>(() => history.ReadAsync(2, Stop));
        await Assert.ThrowsAsync<ReleaseUnknownException>(() => history.ReadAsync(3, Stop));
    }

    [Fact]
    public async Task The_history_is_bounded()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var history = new ReleaseHistory(cluster, ns, "shop");
        for (var revision = 1; revision <= 5; revision++)
        {
            await history.WriteAsync(
                Release(revision, revision == 5 ? ReleaseState.Deployed : ReleaseState.Superseded),
                Stop
            );
        }
        Assert.Equal(
            [1, 2],
            await history.TrimAsync(ReleaseTimeline.Of(await history.ListAsync(Stop)), Stop, keep: 3)
        );
        Assert.Equal([5, 4, 3], (await history.ListAsync(Stop)).Releases.Select(r => r.Release.Revision));
    }

    [Fact]
    public async Task Parts_of_a_record_that_was_never_finished_go_unless_a_newer_record_has_them()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var history = new ReleaseHistory(cluster, ns, "shop");
        var large = Convert.ToBase64String(RandomNumberGenerator.GetBytes(2 * 1024 * 1024));
        var release = Release(1) with { Evidence = [large] };
        await history.WriteAsync(release, Stop);
        // Killed between its parts and its head.
        await cluster.DeleteAsync(
            new ObjectKey("v1", "Secret", ns, "slipway.shop.r1"),
            new DeleteOptions(),
            Stop
        );
        var parts = await SecretsAsync(cluster, ns);
        var before = ReleaseTimeline.Of(await history.ListAsync(Stop));
        Assert.Equal(parts.Select(p => p.Name).Order(), before.Expendable.Order());

        var again = await history.WriteAsync(release, Stop);
        await history.TrimAsync(before.With(again), Stop);
        Assert.Equal([large], (await history.ReadAsync(1, Stop)).Release.Evidence);

        await history.TrimAsync(before, Stop);
        Assert.Equal(["slipway.shop.r1"], (await SecretsAsync(cluster, ns)).Select(s => s.Name));
    }

    private static async Task<IReadOnlyList<KubeObject>> SecretsAsync(Cluster cluster, string ns) =>
        (await cluster.ListAsync("v1", "Secret", ns, null, Stop)).Items;
}
