using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Processes;
using Slipway.Releases;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Releases;

/// <summary>Leases that others wrote, by clocks that are not ours.</summary>
public sealed class ForeignClockTests(RunningCluster running) : IClassFixture<RunningCluster>
{
    private static readonly LockHolder s_bert = new("bert", "two", 2, "Rollback");
    private static readonly TimeSpan s_patience = TimeSpan.FromHours(1);
    private readonly CollectingReporter _reporter = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-20)]
    [InlineData(20)]
    [InlineData(-86400 * 365)]
    public async Task A_holder_who_renews_is_never_robbed_whatever_its_clock_says(int skew)
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        await WriteAsync(cluster, ns, Renewed(skew));
        var waiting = TakeAsync(cluster, ns);
        // Three times as long as the lease lasts.
        for (var second = 0; second < 45; second++)
        {
            await WaitsAsync();
            await WriteAsync(cluster, ns, Renewed(skew));
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.False(waiting.IsCompleted);
        await TakenAfterAsync(waiting, 16);
    }

    [Theory]
    [InlineData("""{"leaseDurationSeconds":15,"renewTime":"9999-12-31T23:59:59.999999Z"}""", 16)]
    [InlineData("""{"leaseDurationSeconds":15,"renewTime":"0001-01-01T00:00:00.000000Z"}""", 16)]
    [InlineData("""{"leaseDurationSeconds":15,"leaseTransitions":2147483647}""", 16)]
    [InlineData("""{"leaseDurationSeconds":2147483647,"renewTime":"2030-01-01T00:00:00.000000Z"}""", 61)]
    [InlineData("""{"leaseDurationSeconds":1}""", 2)]
    [InlineData("{}", 16)]
    public async Task A_lease_expires_when_it_was_seen_unchanged_for_its_duration(string spec, int seconds)
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        await WriteAsync(cluster, ns, JsonNode.Parse(spec)!.AsObject());
        var waiting = TakeAsync(cluster, ns);
        for (var second = 0; second < seconds - 2; second++)
            await TickAsync();
        Assert.False(waiting.IsCompleted);
        await TakenAfterAsync(waiting, 2);
    }

    [Fact]
    public async Task A_lease_that_nobody_can_have_written_is_refused_in_words()
    {
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        await WriteAsync(cluster, ns, new JsonObject { ["acquireTime"] = "9999-12-31T23:59:59.999999Z" });
        var e = await Assert.ThrowsAsync<LockHeldException>(() =>
            DeployLock.AcquireAsync(cluster, ns, "shop", s_bert, TimeSpan.Zero, _reporter, Stop)
        );
        Assert.Equal("The lock is held by anna.", e.What);
    }

    [Fact]
    public async Task The_lock_of_a_process_that_died_on_this_machine_is_taken_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        using var cluster = await running.ConnectAsync(_time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        using var child = Process.Start("sleep", "1000");
        var own = LockHolder.Current("anna", "Deploy --env staging");
        var process = own.Identity! with
        {
            Id = child.Id,
            Started = LinuxProcesses.Look(child.Id).Started!.Value,
        };
        var dying = own with { Process = child.Id, Identity = process };
        await WriteAsync(cluster, ns, new JsonObject { ["leaseDurationSeconds"] = 15 }, $"{dying}");
        var we = LockHolder.Current("bert", "Deploy");
        var refused = await Assert.ThrowsAsync<LockHeldException>(() =>
            TakeAsync(cluster, ns, we, TimeSpan.Zero)
        );
        Assert.Equal($"anna on {own.Machine}/{child.Id}: Deploy --env staging", refused.Holder);

        child.Kill();
        await child.WaitForExitAsync(Stop);
        await using var taken = await TakeAsync(cluster, ns, we, TimeSpan.Zero);
        Assert.Equal(
            $"Took over the lock from {refused.Holder}, which is no longer running.",
            Assert.Single(_reporter.Notices).Text
        );
    }

    [Fact]
    public async Task Who_was_suspended_for_longer_than_the_lock_lasts_asks_before_the_next_write()
    {
        var asleep = new SuspendedTime();
        using var cluster = await running.ConnectAsync(asleep);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        await using var held = await TakeAsync(cluster, ns, s_bert);
        await held.EnsureAsync(Stop);

        // The machine sleeps: no timer fires, the monotonic clock stands still, and somebody takes the lock.
        asleep.Slept = TimeSpan.FromMinutes(5);
        await held.EnsureAsync(Stop);
        await WriteAsync(cluster, ns, Renewed(0));

        var e = await Assert.ThrowsAsync<LockLostException>(() => held.EnsureAsync(Stop));
        Assert.Contains("it was taken by anna", e.What);
        Assert.True(held.Lost.IsCancellationRequested);
    }

    private sealed class SuspendedTime : TimeProvider
    {
        private readonly ManualTime _clock = new();

        public TimeSpan Slept { get; set; }

        public override long TimestampFrequency => _clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow() + Slept;

        public override long GetTimestamp() => _clock.GetTimestamp();

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        ) => _clock.CreateTimer(callback, state, dueTime, period);
    }

    private JsonObject Renewed(int skew) =>
        new()
        {
            ["leaseDurationSeconds"] = 15,
            ["renewTime"] = (_time.GetUtcNow() + TimeSpan.FromSeconds(skew)).UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'",
                CultureInfo.InvariantCulture
            ),
        };

    private static async Task WriteAsync(Cluster cluster, string ns, JsonObject spec, string holder = "anna")
    {
        spec = spec.DeepClone().AsObject();
        spec["holderIdentity"] = holder;
        var lease = new JsonObject
        {
            ["apiVersion"] = "coordination.k8s.io/v1",
            ["kind"] = "Lease",
            ["metadata"] = new JsonObject { ["name"] = "slipway-shop", ["namespace"] = ns },
            ["spec"] = spec,
        };
        await cluster.ApplyAsync(KubeObject.From(lease), new ApplyOptions { Force = true }, Stop);
    }

    private Task<DeployLock> TakeAsync(
        Cluster cluster,
        string ns,
        LockHolder? holder = null,
        TimeSpan? patience = null
    ) =>
        DeployLock.AcquireAsync(
            cluster,
            ns,
            "shop",
            holder ?? s_bert,
            patience ?? s_patience,
            _reporter,
            Stop
        );

    // The one who waits has looked, and sleeps until the next look.
    private Task WaitsAsync() => Eventually.True(() => _time.IsSet(TimeSpan.FromSeconds(1)));

    private async Task TickAsync()
    {
        await WaitsAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task TakenAfterAsync(Task<DeployLock> waiting, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await Eventually.True(() => waiting.IsCompleted || _time.IsSet(TimeSpan.FromSeconds(1)));
            if (waiting.IsCompleted)
                break;
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        await using var taken = await waiting;
        taken.ThrowIfLost();
    }
}
