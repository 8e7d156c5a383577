using System.Collections.Concurrent;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Deploy;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>Two deploy to one environment at the same moment, again and again.</summary>
public sealed class DuelTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    private const int Duels = 50;

    [Fact]
    public async Task One_comes_after_the_other_and_neither_is_lost()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var told = new ConcurrentQueue<(string By, Notice Notice)>();
        for (var i = 1; i <= Duels; i++)
        {
            told.Clear();
            await Task.WhenAll(
                DeployAsync(stage, $"1.{i}.0", "anna", told),
                DeployAsync(stage, $"2.{i}.0", "bert", told)
            );
            var newest = (await stage.HistoryAsync()).Take(2).ToList();
            Assert.Equal([2 * i, (2 * i) - 1], newest.Select(r => r.Revision));
            Assert.Equal([ReleaseState.Deployed, ReleaseState.Superseded], newest.Select(r => r.State));
            Assert.Equal(
                [$"1.{i}.0", $"2.{i}.0"],
                newest.Select(r => r.Version).Order(StringComparer.Ordinal)
            );
            // What runs is of the later one, all of it.
            foreach (var name in new[] { "routes", "settings" })
            {
                var live = await stage.FindAsync("ConfigMap", name);
                Assert.Equal(newest[0].Version, live!.Text("data", "version"));
            }
            DoesNotInterleave([.. told]);
        }
    }

    private static Task DeployAsync(
        Stage stage,
        string version,
        string who,
        ConcurrentQueue<(string, Notice)> told
    )
    {
        var context = stage.Context with { Operator = who, Reporter = new Witness(who, told) };
        return new DeployCommand(context, stage.Metrics).RunAsync(
            Shop.Release(
                version,
                Shop.Settings(stage.Namespace, "routes", ("version", version)),
                Shop.Settings(stage.Namespace, "settings", ("version", version))
            ),
            Stage.Stop
        );
    }

    // Between taking the lock and recording the end, the other one does nothing.
    private static void DoesNotInterleave(IReadOnlyList<(string By, Notice Notice)> told)
    {
        string? holder = null;
        foreach (
            var (by, notice) in told.Where(t => t.Notice is LockTaken or ReleaseFinished or ObjectApplied)
        )
        {
            if (notice is LockTaken)
                Assert.Null(holder);
            else
                Assert.Equal(holder, by);
            holder = notice is ReleaseFinished ? null : by;
        }
    }

    private sealed class Witness(string who, ConcurrentQueue<(string, Notice)> told) : IReporter
    {
        public void Report(Notice notice) => told.Enqueue((who, notice));
    }
}
