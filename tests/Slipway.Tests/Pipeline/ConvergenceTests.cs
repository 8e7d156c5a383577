using Slipway.Environments;
using Slipway.Pipeline;
using Slipway.Pipeline.Destroy;
using Slipway.Releases;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>
/// Kills each command after every single write that it makes, runs the same command again as someone else
/// would, and compares the cluster with one in which nothing happened.
/// </summary>
public sealed class ConvergenceTests(RehearsingCluster cluster, ITestOutputHelper output)
    : IClassFixture<RehearsingCluster>
{
    // More writes than any of these commands makes; so a command that never ends is noticed.
    private const int MostWrites = 60;

    [Fact]
    public Task A_first_deploy_converges() =>
        SweepAsync(_ => Task.CompletedTask, stage => stage.DeployAsync("1.0.0", Objects(stage, "1.0.0")));

    [Fact]
    public Task A_deploy_converges() =>
        SweepAsync(
            stage => stage.DeployAsync("1.0.0", [.. Objects(stage, "1.0.0"), Gone(stage)]),
            stage => stage.DeployAsync("1.1.0", [.. Objects(stage, "1.1.0"), Job(stage)])
        );

    [Fact]
    public Task A_prune_converges() =>
        SweepAsync(
            stage =>
                stage.DeployAsync(
                    "1.0.0",
                    [.. Objects(stage, "1.0.0"), Gone(stage), Shop.Address(stage.Namespace, "old")]
                ),
            stage => stage.DeployAsync("1.1.0", Objects(stage, "1.0.0"))
        );

    [Fact]
    public Task A_rollback_converges() => SweepAsync(BeforeRollbackAsync, stage => stage.RollBackAsync());

    [Fact]
    public Task A_rollback_to_a_version_converges() =>
        SweepAsync(BeforeRollbackAsync, stage => stage.RollBackAsync("1.0.0"));

    [Fact]
    public Task A_promotion_converges() =>
        SweepAsync(
            async stage =>
            {
                await stage.DeployAsync("1.0.0", [.. Objects(stage, "1.0.0"), Gone(stage)]);
                Assert.True(await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0")));
            },
            async stage =>
            {
                try
                {
                    await stage.PromoteAsync();
                }
                catch (NothingToPromoteException)
                {
                    // It had come to its end, but could not tell.
                }
            }
        );

    [Fact]
    public Task A_canary_converges() =>
        SweepAsync(
            stage => stage.DeployAsync("1.0.0", Objects(stage, "1.0.0")),
            stage => stage.CanaryAsync("1.1.0", [.. Objects(stage, "1.1.0"), Gone(stage)])
        );

    [Fact]
    public Task The_end_of_a_bad_canary_converges() =>
        SweepAsync(
            stage => stage.DeployAsync("1.0.0", Objects(stage, "1.0.0")),
            async stage =>
            {
                stage.Metrics = ScriptedMetrics.Bad;
                await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0"));
            }
        );

    [Fact]
    public Task Taking_a_canary_away_converges() =>
        SweepAsync(
            async stage =>
            {
                await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
                await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0"));
            },
            async stage =>
            {
                try
                {
                    await stage.RollBackAsync();
                }
                catch (NoRollbackTargetException)
                {
                    // The canary is gone already, and before it there was only one release.
                }
            }
        );

    [Fact]
    public Task A_deploy_by_canary_converges() =>
        SweepAsync(
            async stage =>
            {
                stage.Strategy = Strategy.Canary;
                await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
            },
            stage => stage.DeployAsync("1.1.0", Objects(stage, "1.1.0"))
        );

    [Fact]
    public Task A_deploy_finishes_what_a_killed_promotion_left() =>
        SweepAsync(
            async stage =>
            {
                await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
                Assert.True(await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0")));
            },
            stage => stage.PromoteAsync(),
            async stage =>
            {
                // Killed before it had begun, the canary is still on trial.
                if ((await stage.HistoryAsync())[0] is { Kind: ReleaseKind.Canary })
                    await stage.PromoteAsync();
                else
                    await stage.DeployAsync("1.1.0", Objects(stage, "1.1.0"));
            }
        );

    [Fact]
    public async Task A_destruction_converges()
    {
        for (var writes = 0; writes < MostWrites; writes++)
        {
            await using var stage = await Stage.OpenAsync(cluster);
            await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
            var ended = await KilledAsync(stage, writes, s =>
                new DestroyCommand(s.Context).RunAsync(null, Stage.Stop)
            );
            await stage.ForgetAsync();
            await new DestroyCommand(stage.Context).RunAsync(null, Stage.Stop);
            Assert.DoesNotContain((await stage.VersionsAsync()).Keys, k =>
                !k.Contains("kube-root-ca", StringComparison.Ordinal)
            );
            if (ended)
                return;
        }
        Assert.Fail("It never came to its end.");
    }

    private async Task SweepAsync(
        Func<Stage, Task> before,
        Func<Stage, Task> command,
        Func<Stage, Task>? cure = null
    )
    {
        var undisturbed = await UndisturbedAsync(before, command);
        for (var writes = 0; writes < MostWrites; writes++)
        {
            await using var stage = await Stage.OpenAsync(cluster);
            await before(stage);
            var ended = await KilledAsync(stage, writes, command);
            var last = stage.Front.Writes.LastOrDefault() ?? "none";
            await stage.ForgetAsync();
            if (!await IsDoneAsync(stage, undisturbed))
                await RunAsync(cure ?? command, stage);

            var picture = await stage.PictureAsync();
            Assert.True(
                undisturbed == picture,
                $"Killed after write {writes} ({last}); {await stage.StatesAsync()}\n"
                    + $"{undisturbed}\n-- became --\n{picture}"
            );
            if (ended)
            {
                output.WriteLine($"Killed after each of {writes - 1} writes.");
                return;
            }
        }
        Assert.Fail("It never came to its end.");
    }

    private async Task<string> UndisturbedAsync(Func<Stage, Task> before, Func<Stage, Task> command)
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await before(stage);
        await RunAsync(command, stage);
        return await stage.PictureAsync();
    }

    // Who is killed after the last record has nothing left to do, and need not be run again.
    private static async Task<bool> IsDoneAsync(Stage stage, string undisturbed) =>
        (await stage.HistoryAsync()).Count > 0 && await stage.PictureAsync() == undisturbed;

    /// <summary>Whether it came to its end before it was to be killed.</summary>
    private static async Task<bool> KilledAsync(Stage stage, int writes, Func<Stage, Task> command)
    {
        stage.Front.Open(writes);
        try
        {
            await RunAsync(command, stage);
        }
        catch (Refusal) when (stage.Front.IsShut)
        {
            // It is dead.
        }
        return !stage.Front.IsShut;
    }

    private static async Task RunAsync(Func<Stage, Task> command, Stage stage)
    {
        try
        {
            await command(stage);
        }
        catch (CanaryRejectedException)
        {
            // As it should be.
        }
    }

    private static async Task BeforeRollbackAsync(Stage stage)
    {
        await stage.DeployAsync("0.9.0", Objects(stage, "0.9.0"));
        await stage.DeployAsync("1.0.0", [.. Objects(stage, "1.0.0"), Gone(stage)]);
        await stage.DeployAsync("1.1.0", Objects(stage, "1.1.0"));
    }

    private static KubeObject Gone(Stage stage) => Shop.Settings(stage.Namespace, "extra", ("a", "1"));

    private static KubeObject Job(Stage stage) => Shop.Job(stage.Namespace, "migrate", "1.0.0");

    private static KubeObject[] Objects(Stage stage, string version) =>
        [
            Shop.Service(stage.Namespace, "movie", version),
            Shop.Address(stage.Namespace, "movie"),
            Shop.Settings(stage.Namespace, "settings", ("version", "1")),
        ];
}
