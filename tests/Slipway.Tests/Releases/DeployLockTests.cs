using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Releases;

public sealed class DeployLockTests(RunningCluster running) : IClassFixture<RunningCluster>
{
    private static readonly LockHolder s_anna = new("anna", "one", 1, "Deploy");
    private static readonly LockHolder s_bert = new("bert", "two", 2, "Rollback");
    private const string LeasePath = "/apis/coordination.k8s.io/v1/namespaces/shop/leases";
    private const string Away = """{"kind":"Status","code":503,"message":"away"}""";
    private const string Lease = """
        {"apiVersion":"coordination.k8s.io/v1","kind":"Lease",
         "metadata":{"name":"slipway-shop","namespace":"shop","resourceVersion":"1"},
         "spec":{"holderIdentity":"anna on one/1: Deploy","leaseDurationSeconds":15,
         "renewTime":"2030-01-01T00:00:00.000000Z"}}
        """;
    private readonly CollectingReporter _reporter = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_deployer_is_refused_by_the_name_of_the_first()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        await using (await TakeAsync(cluster, ns, s_anna))
        {
            var e = await Assert.ThrowsAsync<LockHeldException>(() => TakeAsync(cluster, ns, s_bert));
            Assert.Equal("anna on one/1: Deploy", e.Holder);
            Assert.Equal($"lease slipway-shop in namespace {ns}", e.Where);
        }
        await using var now = await TakeAsync(cluster, ns, s_bert);
        now.ThrowIfLost();
        var lease = await LeaseAsync(cluster, ns);
        Assert.Equal("bert on two/2: Rollback", lease.Text("spec", "holderIdentity"));
        Assert.Equal(1, lease.Number("spec", "leaseTransitions"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", lease.Text("spec", "renewTime"));
    }

    [Fact]
    public async Task A_patient_deployer_waits_for_its_turn_and_says_so()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var first = await TakeAsync(cluster, ns, s_anna);
        var second = TakeAsync(cluster, ns, s_bert, TimeSpan.FromMinutes(5));
        await Eventually.True(() => _reporter.Notices.Any(notice => notice is LockWaiting));
        Assert.Equal(
            "Waiting for the lock, held by anna on one/1: Deploy.",
            _reporter.Notices.First(notice => notice is LockWaiting).Text
        );
        await first.DisposeAsync();
        await using var mine = await second;
    }

    [Fact]
    public async Task Only_one_of_many_gets_the_lock_at_a_time()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        var (inside, most, done) = (0, 0, 0);
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async i =>
                {
                    var holder = new LockHolder("u", "m", i, "Deploy");
                    await using var mine = await TakeAsync(cluster, ns, holder, TimeSpan.FromMinutes(5));
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    Assert.Equal(
                        $"u on m/{i}: Deploy",
                        (await LeaseAsync(cluster, ns)).Text("spec", "holderIdentity")
                    );
                    Interlocked.Decrement(ref inside);
                    Interlocked.Increment(ref done);
                })
        );
        Assert.Equal((1, 8), (most, done));
    }

    [Fact]
    public async Task The_lock_is_renewed_while_it_is_held_and_passes_on_when_its_holder_is_gone()
    {
        var time = new ManualTime();
        using var cluster = await running.ConnectAsync(time);
        var ns = await RunningCluster.NamespaceAsync(cluster);
        await using var held = await TakeAsync(cluster, ns, s_anna);
        var before = await RenewedAsync(cluster, ns);
        time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.True(async () => await RenewedAsync(cluster, ns) != before);
        await Assert.ThrowsAsync<LockHeldException>(() => TakeAsync(cluster, ns, s_bert));

        // The first one stands still, and somebody else sees nothing of it for the lease's whole duration.
        var others = new ManualTime();
        using var other = await running.ConnectAsync(others);
        var waiting = TakeAsync(other, ns, s_bert, TimeSpan.FromMinutes(5));
        for (var second = 0; second < 15; second++)
        {
            await Eventually.True(() => others.IsSet(TimeSpan.FromSeconds(1)));
            others.Advance(TimeSpan.FromSeconds(1));
        }
        await using var taken = await waiting;

        // Before it writes again, and at its next beat, the first one notices, and stops.
        time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Task.Delay(Eventually.Deadline, TimeProvider.System, held.Lost)
        );
        await Assert.ThrowsAsync<LockLostException>(() => held.EnsureAsync(Stop));
        var e = Assert.Throws<LockLostException>(held.ThrowIfLost);
        Assert.Contains("it was taken by bert on two/2: Rollback", e.What);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_renewed_is_given_up_before_another_may_take_it()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await LeaseServerAsync(api, new FastTime());
        for (var i = 0; i < 200; i++)
            api.On("PUT", LeasePath, 503, Away);
        var held = await TakeAsync(cluster, "shop", s_anna);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Task.Delay(Eventually.Deadline, TimeProvider.System, held.Lost)
        );
        Assert.Throws<LockLostException>(held.ThrowIfLost);
        await held.DisposeAsync();
    }

    [Fact]
    public async Task A_request_that_hangs_does_not_cost_the_lock()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await LeaseServerAsync(api, new FastTime());
        api.On("PUT", LeasePath, context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var renewed = new TaskCompletionSource();
        for (var i = 0; i < 200; i++)
            api.On("PUT", LeasePath, context =>
            {
                renewed.TrySetResult();
                return ScriptedApi.WriteAsync(context, 200, Lease);
            });
        await using var held = await TakeAsync(cluster, "shop", s_anna);
        await renewed.Task.WaitAsync(Eventually.Deadline, Stop);
        held.ThrowIfLost();
    }

    private static async Task<Cluster> LeaseServerAsync(ScriptedApi api, TimeProvider time)
    {
        api.On(
                "GET",
                "/apis",
                200,
                """
                {"kind":"APIGroupDiscoveryList","items":[
                 {"metadata":{"name":"coordination.k8s.io"},"versions":[{"version":"v1","resources":[
                 {"resource":"leases","responseKind":{"group":"","version":"","kind":"Lease"},
                  "scope":"Namespaced","verbs":["get"]}]}]}]}
                """
            )
            .On("GET", LeasePath, 404, "{}")
            .On("POST", LeasePath, 201, Lease);
        return await api.ConnectAsync(time);
    }

    private static async Task<string?> RenewedAsync(Cluster cluster, string ns) =>
        (await LeaseAsync(cluster, ns)).Text("spec", "renewTime");

    private static async Task<KubeObject> LeaseAsync(Cluster cluster, string ns)
    {
        var key = new ObjectKey("coordination.k8s.io/v1", "Lease", ns, "slipway-shop");
        var lease = await cluster.GetAsync(key, Stop);
        Assert.NotNull(lease);
        return lease;
    }

    private Task<DeployLock> TakeAsync(
        Cluster cluster,
        string ns,
        LockHolder holder,
        TimeSpan patience = default
    ) => DeployLock.AcquireAsync(cluster, ns, "shop", holder, patience, _reporter, Stop);
}
